Component({
  properties: { label: String },
  data: { count: 0 },
  methods: {
    add() {
      this.setData({ count: this.data.count + 1 })
    },
  },
})
