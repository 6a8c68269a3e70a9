Page({
  data: { message: '' },
  say(message) { this.setData({ message }) },
  toast() { wx.showToast({ title: '已完成', icon: 'success' }) },
  plain() { wx.showToast({ title: '一段可以写两行的文字提示，不带图标', icon: 'none' }) },
  loading() {
    wx.showLoading({ title: '加载中', mask: true })
    setTimeout(() => wx.hideLoading(), 1500)
  },
  async modal() {
    const { confirm } = await wx.showModal({ title: '删除这条记录？', content: '删除以后无法找回。', confirmText: '删除', confirmColor: '#fa5151' })
    this.say(confirm ? '点了删除' : '点了取消')
  },
  async editable() {
    const { confirm, content } = await wx.showModal({ title: '改个名字', editable: true, placeholderText: '新名字' })
    this.say(confirm ? `新名字：${content}` : '没有改')
  },
  sheet() {
    wx.showActionSheet({
      itemList: ['拍照', '从相册选择', '保存图片'],
      success: ({ tapIndex }) => this.say(`选了第 ${tapIndex + 1} 项`),
      fail: ({ errMsg }) => this.say(errMsg),
    })
  },
})
