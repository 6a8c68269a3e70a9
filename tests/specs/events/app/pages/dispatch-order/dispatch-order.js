Page({ data: { n: 0 }, inner() { this.setData({ n: this.data.n + 1 }) }, outer() { record(this.data.n) } })
