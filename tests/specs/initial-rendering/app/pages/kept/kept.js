let opened = 0
Page({
  data: { look: 'initial' },
  onLoad() {
    opened += 1
    if (opened === 2) getApp().busyUntil(51)
    this.setData({ look: 'loaded' })
  },
})
