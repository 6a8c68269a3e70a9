Component({
  options: { pureDataPattern: /^_/ },
  properties: { outer: Number, _given: { type: String, value: 'g' } },
  data: { _hidden: 1, shown: 1 },
  observers: { _hidden(value) { this.seen = value } },
  methods: {
    change() {
      this.setData({ _hidden: 2, shown: 2 })
      return [this.data._hidden, this.seen]
    },
  },
})
