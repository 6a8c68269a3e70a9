Page({
  data: { from: '', greeting: '', depth: 0 },
  onLoad(query) {
    this.setData({ from: query.from, depth: getCurrentPages().length })
    const channel = this.getOpenerEventChannel()
    if (channel.on) channel.on('greet', ({ text }) => this.setData({ greeting: text }))
  },
  reply() {
    const channel = this.getOpenerEventChannel()
    if (channel.emit) channel.emit('reply', { text: '收到' })
    wx.navigateBack()
  },
  again() {
    wx.navigateTo({ url: 'next?from=next', fail: ({ errMsg }) => wx.showToast({ title: errMsg, icon: 'none' }) })
  },
})
