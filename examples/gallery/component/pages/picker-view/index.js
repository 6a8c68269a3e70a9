const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

Page({
  data: { years: range(1990, 2030), months: range(1, 12), days: range(1, 31), value: [36, 5, 0] },
  change(event) { this.setData({ value: event.detail.value }) },
})
