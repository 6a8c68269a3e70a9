const kinds = { 动物: ['猫', '狗', '鱼'], 植物: ['树', '花', '草'] }

Page({
  data: {
    fruit: ['苹果', '香蕉', '橙子', '葡萄'], fruitIndex: 0,
    columns: [Object.keys(kinds), kinds.动物], multi: [0, 0],
    time: '12:00', date: '2026-06-01', month: '2026-06', region: ['广东省', '广州市', '海珠区'],
  },
  pickFruit(event) { this.setData({ fruitIndex: Number(event.detail.value) }) },
  pickMulti(event) { this.setData({ multi: event.detail.value }) },
  column(event) {
    if (event.detail.column !== 0) return
    const kind = this.data.columns[0][event.detail.value]
    this.setData({ 'columns[1]': kinds[kind], multi: [event.detail.value, 0] })
  },
  pickTime(event) { this.setData({ time: event.detail.value }) },
  pickDate(event) { this.setData({ date: event.detail.value }) },
  pickMonth(event) { this.setData({ month: event.detail.value }) },
  pickRegion(event) { this.setData({ region: event.detail.value }) },
})
