Page({
  data: {
    colors: ['#07c160', '#10aeff', '#fa9d3b'], current: 0, source: '-',
    dots: true, autoplay: false, circular: true, vertical: false,
    switches: [
      { key: 'dots', text: '指示点', on: true },
      { key: 'autoplay', text: '自动播放', on: false },
      { key: 'circular', text: '衔接滑动', on: true },
      { key: 'vertical', text: '纵向', on: false },
    ],
  },
  toggle(event) { this.setData({ [event.currentTarget.dataset.key]: event.detail.value }) },
  change(event) { this.setData({ current: event.detail.current, source: event.detail.source || '代码' }) },
  next() { this.setData({ current: (this.data.current + 1) % this.data.colors.length }) },
})
