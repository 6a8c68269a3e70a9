Page({
  data: { cities: ['北京', '上海', '广州', '深圳'], city: null, result: '' },
  pick(event) { this.setData({ city: Number(event.detail.value) }) },
  submit(event) { this.setData({ result: JSON.stringify(event.detail.value, null, 2) }) },
  reset() { this.setData({ city: null, result: '' }) },
})
