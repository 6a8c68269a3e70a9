Page({
  data: { outer: 0, inner: 0, long: 0 },
  outer() { this.setData({ outer: this.data.outer + 1 }) },
  inner() { this.setData({ inner: this.data.inner + 1 }) },
  long() { this.setData({ long: this.data.long + 1 }) },
})
