Page({
  tapped() { record('tapped') },
  onShareAppMessage(e) {
    record(e.from, e.target && e.target.id, e.target && e.target.dataset)
    return { title: 'A title', path: '/pages/blank/blank?a=1' }
  },
})
