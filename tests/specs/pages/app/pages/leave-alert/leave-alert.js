Page({
  onLoad() { wx.enableAlertBeforeUnload({ message: 'Leave?', success: (r) => record(r.errMsg) }) },
  onUnload() { record('unload') },
})
