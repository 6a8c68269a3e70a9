Component({
  properties: { options: Object, name: { type: String, value: 'raised' } },
  methods: { raise() { this.triggerEvent(this.data.name, { n: 1 }, this.data.options) } },
})
