Page({
  data: { colors: ['#07c160', '#10aeff', '#fa9d3b', '#fa5151', '#576b95'], target: '', top: 0, edge: '在顶部', refreshing: false, refreshes: 0 },
  scroll(event) { this.setData({ top: Math.round(event.detail.scrollTop) }) },
  lower() { this.setData({ edge: '到底了' }) },
  upper() { this.setData({ edge: '在顶部' }) },
  jump() { this.setData({ target: 'part-3' }) },
  refresh() {
    this.setData({ refreshing: true })
    setTimeout(() => this.setData({ refreshing: false, refreshes: this.data.refreshes + 1 }), 600)
  },
})
