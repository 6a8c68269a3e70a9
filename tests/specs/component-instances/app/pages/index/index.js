Page({
  data: { items: ['a', 'b'] },
  submitted({ detail }) {
    this.form = detail.value
  },
  part(id) {
    return this.selectComponent('#' + id)
  },
})
