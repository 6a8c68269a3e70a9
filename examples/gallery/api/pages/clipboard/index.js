Page({
  data: { text: '豌豆荚', message: '' },
  copy() { wx.setClipboardData({ data: this.data.text }) },
  async paste() {
    const { data } = await wx.getClipboardData()
    this.setData({ message: data })
  },
  call() { wx.makePhoneCall({ phoneNumber: '10086', fail: ({ errMsg }) => this.setData({ message: errMsg }) }) },
})
