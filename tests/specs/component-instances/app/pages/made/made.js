Component({
  properties: { count: Number, text: String, flag: Boolean },
  lifetimes: { attached() { this.log = ['attached ' + this.data.count] } },
  pageLifetimes: { show() { this.log.push('show') } },
  methods: {
    onLoad(query) { this.log.push('onLoad ' + query.count) },
    onShow() { this.log.push('onShow') },
    onReady() { this.log.push('onReady') },
  },
})
