Component({
  options: { virtualHost: true },
  externalClasses: ['part-class'],
  properties: { style: String, class: String },
  methods: { tap() { this.triggerEvent('tapped') } },
})
