Page({
  onLoad() {
    wx.enableAlertBeforeUnload({ message: '还没有保存' })
  },
})
