Component({
  properties: { label: String, start: Number },
  data: { count: 0 },
  observers: { start(value) { this.setData({ count: value }) } },
  methods: {
    add(by) {
      const step = typeof by === 'number' ? by : 1
      this.setData({ count: this.data.count + step })
      this.triggerEvent('changed', { count: this.data.count })
      return this.data.count
    },
  },
})
