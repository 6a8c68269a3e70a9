Page({
  data: { people: [{ id: 1, name: '小明', score: 90 }, { id: 2, name: '小红', score: 98 }, { id: 3, name: '小刚', score: 85 }] },
  shuffle() { this.setData({ people: [...this.data.people].reverse() }) },
  add() {
    const id = this.data.people.length + 1
    this.setData({ people: [...this.data.people, { id, name: `同学 ${id}`, score: 60 + id }] })
  },
})
