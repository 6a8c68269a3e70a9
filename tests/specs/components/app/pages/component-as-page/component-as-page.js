Component({
  properties: { n: Number, s: String },
  lifetimes: { attached() { record('attached', this.data.n, this.data.s) } },
  methods: { onLoad(query) { record('onLoad', query, this.data.n === 7, this.data.s) }, onShow() { record('onShow') }, onReady() { record('onReady') } },
})
