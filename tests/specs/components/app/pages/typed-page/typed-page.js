Component({
  properties: { n: Number, s: String, b: Boolean },
  lifetimes: { created() { record('created') }, attached() { record('attached', this.data.n, typeof this.data.n) }, ready() { record('ready') }, detached() { record('detached') } },
  pageLifetimes: { show() { record('show') } },
  methods: { onLoad(q) { record('onLoad', q) }, onShow() { record('onShow') }, onReady() { record('onReady') }, tap() { record('tap') } },
})
