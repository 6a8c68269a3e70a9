Page({
  data: { left: 0, message: '', seen: false },
  onReady() {
    this.observer = this.createIntersectionObserver()
    this.observer.relativeToViewport().observe('#dot', ({ intersectionRatio }) => this.setData({ seen: intersectionRatio > 0 }))
  },
  onUnload() { this.observer.disconnect() },
  measure() {
    this.setData({ left: (this.data.left + 120) % 480 }, () => {
      wx.createSelectorQuery()
        .select('#mover').fields({ rect: true, size: true, dataset: true })
        .selectViewport().scrollOffset()
        .exec(([box, viewport]) => this.setData({ message: `${box.dataset.kind} left ${Math.round(box.left)}，${Math.round(box.width)} × ${Math.round(box.height)}，scrollTop ${viewport.scrollTop}` }))
    })
  },
})
