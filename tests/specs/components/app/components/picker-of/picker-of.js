Component({ data: { list: [1, 2] }, methods: { on(e) { this.triggerEvent('pick', [e.detail, e.currentTarget.dataset.n]) } } })
