const { greet } = require('../../greeting')

Page({
  data: { taps: 0, greeting: '', typed: '' },
  onLoad(query) {
    this.setData({ greeting: greet(query.name || 'you') })
  },
  type(event) {
    this.setData({ typed: event.detail.value })
  },
  tap() {
    this.setData({ taps: this.data.taps + 1 })
  },
})
