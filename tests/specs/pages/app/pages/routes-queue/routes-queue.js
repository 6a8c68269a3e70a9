Page({ go() { wx.navigateTo({ url: '/pages/target/target' }); wx.navigateTo({ url: '/pages/blank/blank' }) } })
