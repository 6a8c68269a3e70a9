Page({
  data: { animation: {} },
  play() {
    const animation = wx.createAnimation({ duration: 400, timingFunction: 'ease' })
    animation.translateX(120).rotate(90).step()
    animation.scale(1.4).backgroundColor('#fa9d3b').step({ duration: 300 })
    animation.translateX(0).rotate(0).scale(1).backgroundColor('#07c160').step()
    this.setData({ animation: animation.export() })
  },
  frames() {
    this.animate('#actor', [{ opacity: 1, rotate: 0 }, { opacity: 0.3, rotate: 180 }, { opacity: 1, rotate: 360 }], 800, () => this.clearAnimation('#actor'))
  },
})
