Page({
  onLoad() {
    const date = new Date(Date.UTC(2024, 1, 29, 3, 4, 5))
    record(date.toISOString(), (1234567.891).toLocaleString('en-US'), new Intl.NumberFormat('en-US', { style: 'percent' }).format(0.25), new Date('2024-02-29T03:04:05Z').getTime() === date.getTime(), new Date('2024/02/29 03:04:05').getMinutes())
  },
})
