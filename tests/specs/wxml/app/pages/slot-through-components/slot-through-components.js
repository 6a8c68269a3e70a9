Page({ data: { n: 1 }, tap() { this.setData({ n: this.data.n + 1 }) } })
