Page({
  data: { depth: 0, message: '' },
  onShow() { this.setData({ depth: getCurrentPages().length }) },
  push() {
    wx.navigateTo({
      url: '../route/next?from=route',
      events: { reply: (data) => this.setData({ message: `下一页说：${data.text}` }) },
      success: ({ eventChannel }) => eventChannel.emit('greet', { text: '你好' }),
    })
  },
  redirect() { wx.redirectTo({ url: 'next?from=redirect' }) },
  tab() { wx.switchTab({ url: '/pages/about/index' }) },
  relaunch() { wx.reLaunch({ url: '/pages/api/index' }) },
  back() { wx.navigateBack() },
})
