Page({
  onReady() {
    const heard = ({ reason }) => record('rejected', reason.errMsg)
    wx.onUnhandledRejection(heard)
    const listener = wx.createCameraContext(this).onCameraFrame(() => record('frame'))
    listener.start()
    listener.start({
      fail: ({ errMsg }) => record('fail', errMsg),
      complete: () => {
        wx.offUnhandledRejection(heard)
        listener.stop({ success: ({ errMsg }) => record(errMsg) })
      },
    })
  },
})
