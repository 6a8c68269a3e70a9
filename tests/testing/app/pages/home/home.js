Page({
  data: { count: 0 },
  add() {
    this.setData({ count: this.data.count + 1 })
  },
})
