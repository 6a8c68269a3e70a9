import * as todos from '../../model/todos'

const filters = {
  all: () => true,
  active: (item) => !item.done,
  done: (item) => item.done,
}

Page({
  data: {
    title: '',
    filter: 'all',
    tabs: [
      { key: 'all', text: '全部' },
      { key: 'active', text: '未完成' },
      { key: 'done', text: '已完成' },
    ],
    shown: [],
    left: 0,
    finished: 0,
  },

  onShow() {
    this.refresh(todos.all())
  },

  refresh(items) {
    const finished = items.filter(filters.done).length
    this.setData({ shown: items.filter(filters[this.data.filter]), finished, left: items.length - finished })
  },

  type(event) {
    this.setData({ title: event.detail.value })
  },

  add() {
    const title = this.data.title.trim()
    if (!title) return
    this.setData({ title: '' })
    this.refresh(todos.add(title))
  },

  choose(event) {
    this.setData({ filter: event.currentTarget.dataset.key })
    this.refresh(todos.all())
  },

  toggle(event) {
    const { id, done } = event.detail
    this.refresh(todos.change(id, { done }))
  },

  open(event) {
    wx.navigateTo({ url: `../edit/edit?id=${event.detail.id}` })
  },

  clear() {
    wx.showModal({
      title: '清除已完成',
      content: `将删除 ${this.data.finished} 项`,
      success: ({ confirm }) => confirm && this.refresh(todos.clearDone()),
    })
  },

  onShareAppMessage() {
    return { title: `还有 ${this.data.left} 件事` }
  },
})
