Page({
  data: { message: '还没有事件' },
  change(event) { this.setData({ message: `${event.currentTarget.id}：${event.detail.count}` }) },
  select() { this.setData({ message: `读取到 ${this.selectComponent('#five').data.count}` }) },
})
