Page({
  data: { count: 30, refreshes: 0, bottoms: 0 },
  onPullDownRefresh() {
    setTimeout(() => {
      this.setData({ refreshes: this.data.refreshes + 1, count: 30 })
      wx.stopPullDownRefresh()
    }, 500)
  },
  onReachBottom() { this.setData({ bottoms: this.data.bottoms + 1, count: this.data.count + 10 }) },
  refresh() { wx.startPullDownRefresh() },
  bottom() { wx.pageScrollTo({ scrollTop: 99999, duration: 300 }) },
})
