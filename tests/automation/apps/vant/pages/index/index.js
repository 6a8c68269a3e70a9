import Dialog from '@vant/weapp/dialog/dialog'

Page({
  data: { taps: 0, name: '', step: 1, on: false, rate: 2, tab: 0, counted: 0, answer: '' },
  click() { this.setData({ taps: this.data.taps + 1 }) },
  rename(event) { this.setData({ name: event.detail }) },
  step(event) { this.setData({ step: event.detail }) },
  toggle(event) { this.setData({ on: event.detail }) },
  rate(event) { this.setData({ rate: event.detail }) },
  choose(event) { this.setData({ tab: event.detail.index }) },
  counted(event) { this.setData({ counted: event.detail.count }) },
  ask() {
    Dialog.confirm({ title: 'Sure?', message: 'Really', context: this })
      .then(() => this.setData({ answer: 'yes' }))
      .catch(() => this.setData({ answer: 'no' }))
  },
  sum(a, b) { return { sum: a + b } },
  later() { return new Promise((resolve) => setTimeout(() => resolve('later'), 20)) },
})
