Page({
  data: { key: 'name', value: '', message: '' },
  say(message) { this.setData({ message }) },
  async save() {
    await wx.setStorage({ key: this.data.key, data: this.data.value })
    const { keys, currentSize, limitSize } = wx.getStorageInfoSync()
    this.say(`已存入。共 ${keys.length} 项，${currentSize} / ${limitSize} KB`)
  },
  load() {
    wx.getStorage({
      key: this.data.key,
      success: ({ data }) => this.say(`读到：${JSON.stringify(data)}`),
      fail: ({ errMsg }) => this.say(errMsg),
    })
  },
  remove() {
    wx.removeStorageSync(this.data.key)
    this.say('已删除')
  },
})
