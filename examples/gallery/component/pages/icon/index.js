Page({
  data: { types: ['success', 'success_no_circle', 'info', 'warn', 'waiting', 'cancel', 'download', 'search', 'clear'], sizes: [20, 30, 40, 50], percent: 40 },
  more() { this.setData({ percent: (this.data.percent + 20) % 120 }) },
})
