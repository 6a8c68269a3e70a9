Page({
  data: { lines: '还没有内容', count: 0 },
  show(count) {
    const lines = Array.from({ length: count }, (_, index) => `第 ${index + 1} 行`)
    this.setData({ count, lines: lines.join('\n') || '还没有内容' })
  },
  add() { this.show(this.data.count + 1) },
  remove() { this.show(this.data.count - 1) },
})
