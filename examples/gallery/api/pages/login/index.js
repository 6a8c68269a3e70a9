Page({
  data: { message: '' },
  show(value) { this.setData({ message: typeof value === 'string' ? value : JSON.stringify(value, null, 2) }) },
  async run(action) {
    try {
      this.show(await action())
    } catch (error) {
      this.show(error.errMsg)
    }
  },
  login() { return this.run(() => wx.login()) },
  profile() { return this.run(() => wx.getUserProfile({ desc: '展示昵称' })) },
  setting() { return this.run(() => wx.getSetting()) },
  authorize() { return this.run(() => wx.authorize({ scope: 'scope.record' })) },
  pay() { return this.run(() => wx.requestPayment({ timeStamp: '0', nonceStr: 'n', package: 'prepay_id=1', signType: 'RSA', paySign: 's' })) },
})
