Component({ properties: { opts: Object, fn: { type: Function } }, methods: { go() { this.data.opts.cb(1); this.data.fn && this.data.fn() } } })
