Page({
  title() { wx.setNavigationBarTitle({ title: '新的标题' }) },
  green() { wx.setNavigationBarColor({ frontColor: '#ffffff', backgroundColor: '#07c160', animation: { duration: 300, timingFunc: 'easeIn' } }) },
  white() { wx.setNavigationBarColor({ frontColor: '#000000', backgroundColor: '#ffffff' }) },
  busy() {
    wx.showNavigationBarLoading()
    setTimeout(() => wx.hideNavigationBarLoading(), 2000)
  },
})
