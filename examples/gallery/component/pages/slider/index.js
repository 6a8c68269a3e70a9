Page({
  data: { change: '-', changing: '-' },
  change(event) { this.setData({ change: event.detail.value }) },
  changing(event) { this.setData({ changing: event.detail.value }) },
})
