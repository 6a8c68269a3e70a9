Page({
  run() {
    const [a, b] = ['#a', '#b'].map((id) => this.selectComponent(id))
    this.groupSetData(() => {
      a.setData({ 'deep.n': 7 })
      b.setData({ 'deep.n': 8 })
    })
    return `${a.data.deep.n}${b.data.deep.n}`
  },
})
