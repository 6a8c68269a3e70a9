Page({ open() { return new Promise((done) => wx.navigateTo({ url: '/pages/target/target', success: ({ eventChannel }) => done(eventChannel) })) } })
