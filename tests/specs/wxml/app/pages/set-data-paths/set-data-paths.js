Page({ data: { list: [1] }, onLoad() { this.setData({ 'a.b[1].c': 'deep', 'list[2]': 3 }) } })
