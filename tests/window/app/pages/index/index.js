Page({
  data: { count: 0, rows: [1], size: '' },
  add() {
    const count = this.data.count + 1
    this.setData({ count, rows: [...this.data.rows, count + 1] })
  },
  onResize({ size }) {
    this.setData({ size: `${size.windowWidth}` })
  },
})
