Page({
  data: { look: '', colour: '#ddd', step: 1, out: '', log: [] },
  note(text) {
    this.setData({ log: [...this.data.log, text] })
  },
  report() {
    wx.createSelectorQuery()
      .select('#alone').fields({ rect: true, size: true, computedStyle: ['transform', 'background-color'] })
      .select('#row1').fields({ computedStyle: ['opacity'] })
      .select('#row2').fields({ size: true })
      .exec(([box, first, second]) => this.setData({
        out: [box.transform, box['background-color'], box.width, first.opacity, second.width].join(' '),
      }))
  },
  restyle() { this.setData({ look: 'red', colour: 'rgb(1, 2, 3)' }) },
  moved(event) {
    const text = `move ${event.target.dataset.item ?? event.target.id}`
    if (!this.data.log.includes(text)) this.note(text)
  },
  ended(event) { this.note(`end ${event.mark.zone} ${event.mark.row} ${event.target.dataset.item}`) },
  pulled(event) { this.note(`pulled ${event.detail.by} ${event.currentTarget.id}`) },
  observed({ value, old, id }) { this.note(`step ${value} ${old} ${id}`) },
  next() { this.setData({ step: this.data.step + 1 }) },
})
