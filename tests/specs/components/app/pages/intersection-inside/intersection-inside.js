Page({
  data: { shown: true },
  scroll(top) { this.selectComponent('#seen').setData({ top }) },
})
