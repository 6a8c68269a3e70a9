Page({
  data: { n: 0 },
  onLoad() {
    this.setData({ n: 1 }, () => record('done', this.data.n))
    record('now', this.data.n)
    this.setData({ n: 2 })
  },
})
