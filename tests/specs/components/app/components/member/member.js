Component({
  properties: { p: Number },
  data: { d: 5 },
  methods: { sum() { return this.data.p + this.properties.d + this.helper() }, helper() { return 1 } },
})
