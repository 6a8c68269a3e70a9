App({
  onLaunch() {
    this.errors = []
    wx.onError((text) => this.errors.push(text))
    wx.onUnhandledRejection(({ reason }) => this.errors.push(String(reason)))
  },
})
