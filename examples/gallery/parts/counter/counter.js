Component({
  options: { multipleSlots: true },
  properties: { label: { type: String, value: '计数' }, step: { type: Number, value: 1 } },
  data: { count: 0 },
  observers: {
    count(count) { if (count) this.triggerEvent('change', { count }) },
  },
  methods: {
    add() { this.setData({ count: this.data.count + this.data.step }) },
  },
})
