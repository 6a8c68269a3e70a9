const app = getApp()

Page({
  data: { launches: 0, system: {}, now: '' },

  onLoad() {
    const { brand, model, platform, SDKVersion, windowWidth, windowHeight } = wx.getSystemInfoSync()
    this.setData({
      launches: app.globalData.launches,
      system: { brand, model, platform, SDKVersion, windowWidth, windowHeight },
    })
  },

  onPullDownRefresh() {
    this.setData({ launches: wx.getStorageSync('launches') })
    wx.stopPullDownRefresh()
  },

  clear() {
    wx.showModal({
      title: '清空数据',
      content: '启动次数将从零开始，确定吗？',
      success: ({ confirm }) => {
        if (!confirm) return
        wx.clearStorageSync()
        this.setData({ launches: 0 })
        wx.showToast({ title: '已清空' })
      },
    })
  },
})
