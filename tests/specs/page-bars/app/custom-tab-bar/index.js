let made = 0
Component({
  data: { selected: 0, number: 0 },
  lifetimes: { attached() { made += 1; this.setData({ number: made }) } },
  methods: {
    go() { wx.switchTab({ url: '/pages/two/two' }) },
  },
})
