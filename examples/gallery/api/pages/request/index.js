Page({
  data: { url: 'https://example.com/', busy: false, message: '' },
  send() {
    this.setData({ busy: true })
    wx.request({
      url: this.data.url,
      success: ({ statusCode, data }) => this.setData({ message: `${statusCode}\n${typeof data === 'string' ? data.slice(0, 300) : JSON.stringify(data)}` }),
      fail: ({ errMsg, errno }) => this.setData({ message: `${errMsg}（${errno}）` }),
      complete: () => this.setData({ busy: false }),
    })
  },
})
