Page({
  sizes: [],
  onResize({ size }) {
    this.sizes.push(size.windowWidth > size.windowHeight ? 'wide' : 'tall')
  },
  shape() {
    const { windowWidth, windowHeight, screenWidth } = wx.getWindowInfo()
    return [windowWidth > windowHeight, screenWidth]
  },
})
