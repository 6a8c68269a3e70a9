Page({ go(url) { wx.navigateTo({ url, success: () => record('ok'), fail: ({ errMsg }) => record(errMsg) }) } })
