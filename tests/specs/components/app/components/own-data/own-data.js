Component({ data: { list: [1], deep: { n: 1 } }, methods: { add() { this.setData({ 'list[1]': 2, 'deep.n': 2 }) } } })
