const { greet } = require('../../greeting')

Page({
  data: { taps: 0, greeting: '', typed: '' },
  onLoad(query) {
    this.setData({ greeting: greet(query.name || 'you') })
  },
  tap() {
    this.setData({ taps: this.data.taps + 1 })
  },
})
