App({
  globalData: { launches: 0 },

  onLaunch(options) {
    const launches = (wx.getStorageSync('launches') || 0) + 1
    wx.setStorageSync('launches', launches)
    this.globalData.launches = launches
    this.globalData.scene = options.scene
  },

  onError(error) {
    console.error('gallery', error)
  },
})
