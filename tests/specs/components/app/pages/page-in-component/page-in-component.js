Page({ onLoad() { wx.navigateTo({ url: '/pages/typed-page/typed-page?n=5&s=5&b=true' }) } })
