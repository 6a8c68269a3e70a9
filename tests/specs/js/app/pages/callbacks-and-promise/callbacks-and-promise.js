Page({
  onLoad() {
    const returned = wx.setStorage({ key: 'c', data: 1, success: () => record('success'), complete: () => record('complete') })
    record(typeof returned)
    record(typeof wx.setStorage({ key: 'c', data: 1 }).then)
  },
})
