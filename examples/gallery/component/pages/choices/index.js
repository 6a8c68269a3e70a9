Page({
  data: { countries: ['中国', '日本', '法国'], radio: '中国', checkbox: '未选', on: false },
  radio(event) { this.setData({ radio: event.detail.value }) },
  checkbox(event) { this.setData({ checkbox: event.detail.value.join('、') || '未选' }) },
  toggle(event) { this.setData({ on: event.detail.value }) },
})
