Component({ lifetimes: { created() { this.own = [] } }, methods: { add(v) { this.own.push(v); return this.own.length } } })
