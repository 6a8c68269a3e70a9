Page({
  async onLoad() {
    const value = await wx.setStorage({ key: 'corpus', data: { n: [1] } })
    const { data } = await wx.getStorage({ key: 'corpus' })
    record(__wxConfig.pages[0], value.errMsg, data, wx.getStorageSync('none'))
    try { await wx.getStorage({ key: 'none' }) } catch (error) { record(error.errMsg) }
  },
})
