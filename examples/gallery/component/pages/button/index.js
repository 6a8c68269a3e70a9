Page({
  data: { loading: false },
  load() {
    this.setData({ loading: true })
    setTimeout(() => this.setData({ loading: false }), 1200)
  },
  setting(event) { console.log('opensetting', event.detail) },
  onShareAppMessage() { return { title: '按钮', path: '/component/pages/button/index' } },
})
