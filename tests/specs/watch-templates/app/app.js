App({
  globalData: { launches: 0, version: 'one' },
  onLaunch() {
    this.globalData.launches += 1
  },
})
