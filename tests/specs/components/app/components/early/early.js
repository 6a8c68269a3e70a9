Component({ data: { v: 0 }, lifetimes: { attached() { this.setData({ v: 1 }); record(this.data.v) }, ready() { this.setData({ v: this.data.v + 1 }) } } })
