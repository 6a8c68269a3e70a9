const files = wx.getFileSystemManager()

Page({
  onLoad() {
    const heard = ({ reason }) => {
      record('rejected', reason.errMsg)
      if (reason.errMsg.startsWith('getStorage')) wx.offUnhandledRejection(heard)
    }
    wx.onUnhandledRejection(heard)
    // WeChat's documentation gives no promise for these: a failure that is not listened to is silent.
    files.readFile({ filePath: 'none.txt' })
    wx.getFuzzyLocation()
    wx.exitChatTool()
    wx.getChatForwardMaterials({ needGroupOpenID: true, success() {}, fail: ({ errMsg }) => record(errMsg) })
    // Ours can be awaited all the same.
    const waits = async () => { await wx.exitChatTool() }
    waits()
    files.readFile({ filePath: 'none.txt' }).catch(({ errMsg }) => {
      record('caught', errMsg.slice(0, 13))
      // This one promises in WeChat.
      wx.getStorage({ key: 'none' })
    })
  },
})
