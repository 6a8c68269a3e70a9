Page({
  onReady() {
    this.draw()
    this.legacy()
  },

  draw() {
    wx.createSelectorQuery().select('#chart').fields({ node: true, size: true }).exec(([result]) => {
      const { node: canvas, width, height } = result
      const ratio = wx.getWindowInfo().pixelRatio
      canvas.width = width * ratio
      canvas.height = height * ratio
      const context = canvas.getContext('2d')
      context.scale(ratio, ratio)
      const values = Array.from({ length: 7 }, () => 0.2 + Math.random() * 0.8)
      const step = width / values.length
      values.forEach((value, index) => {
        const gradient = context.createLinearGradient(0, height, 0, height * (1 - value))
        gradient.addColorStop(0, '#07c160')
        gradient.addColorStop(1, '#10aeff')
        context.fillStyle = gradient
        context.fillRect(index * step + 6, height * (1 - value) + 20, step - 12, height * value - 20)
        context.fillStyle = '#888'
        context.font = '11px sans-serif'
        const label = String(Math.round(value * 100))
        context.fillText(label, index * step + (step - context.measureText(label).width) / 2, height * (1 - value) + 14)
      })
    })
  },

  legacy() {
    const context = wx.createCanvasContext('legacy')
    context.setStrokeStyle('#fa5151')
    context.setLineWidth(4)
    context.arc(80, 75, 50, 0, 2 * Math.PI)
    context.stroke()
    context.setFillStyle('#fa9d3b')
    context.fillRect(160, 25, 100, 100)
    context.setFillStyle('#fff')
    context.setFontSize(20)
    context.fillText('Peapod', 174, 82)
    context.draw()
  },
})
