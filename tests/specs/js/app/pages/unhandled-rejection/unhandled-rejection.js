Page({
  onLoad() {
    const heard = ({ reason }) => { record('rejected', reason.message); wx.offUnhandledRejection(heard) }
    wx.onUnhandledRejection(heard)
    Promise.reject(new Error('alone'))
  },
})
