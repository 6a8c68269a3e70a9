import * as todos from '../../model/todos'

Page({
  data: { item: null },

  onLoad(query) {
    this.setData({ item: todos.find(Number(query.id)) || null })
  },

  save(event) {
    const { title, note } = event.detail.value
    if (!title.trim()) {
      wx.showToast({ title: '标题不能为空', icon: 'none' })
      return
    }
    todos.change(this.data.item.id, { title: title.trim(), note })
    wx.navigateBack()
  },

  async remove() {
    const { confirm } = await wx.showModal({ title: '删除', content: '确定删除这一项吗？', confirmColor: '#fa5151' })
    if (!confirm) return
    todos.remove(this.data.item.id)
    wx.navigateBack()
  },
})
