Page({
  data: { text: '', model: '双向' },
  input(event) { this.setData({ text: event.detail.value }) },
  replace(event) { return event.detail.value.replace(/11/g, '2') },
  confirm(event) { wx.showToast({ title: `提交：${event.detail.value}`, icon: 'none' }) },
})
