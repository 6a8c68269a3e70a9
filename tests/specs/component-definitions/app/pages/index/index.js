Page({
  data: { list: 'no list', any: { deep: [1] }, either: 'text', given: 1 },
  tapped: 0,
  onTapped() {
    this.tapped += 1
  },
  part(id) {
    return this.selectComponent('#' + id)
  },
})
