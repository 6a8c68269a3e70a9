Component({
  properties: { v: { type: Number, observer(v) { record('observer', v, this.data.v, this.properties.v) } } },
  methods: { go() {
    wx.nextTick(() => record('tick', this.data.v))
    this.setData({ v: 5 }, function () { record('done', this.data.v) })
    record('after', this.data.v)
  } },
})
