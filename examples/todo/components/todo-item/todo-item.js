Component({
  properties: { item: Object },
  methods: {
    toggle() {
      const { id, done } = this.data.item
      this.triggerEvent('toggle', { id, done: !done })
    },
    open() {
      this.triggerEvent('open', { id: this.data.item.id })
    },
  },
})
