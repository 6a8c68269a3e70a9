Component({
  properties: { a: Number },
  data: { b: 0, c: 0 },
  observers: { a(a) { this.setData({ b: a * 2 }) }, b(b) { this.setData({ c: b * 2 }) } },
})
