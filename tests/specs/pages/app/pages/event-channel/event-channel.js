Page({
  open() {
    wx.navigateTo({
      url: '/pages/target/target',
      events: { answer: (data) => record('answer', data) },
      success: ({ eventChannel }) => { eventChannel.emit('question', { n: 1 }); record('success') },
    })
  },
})
