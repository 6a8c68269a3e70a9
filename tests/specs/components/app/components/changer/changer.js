Component({ properties: { list: Array }, methods: { go() { this.data.list[0].n = 9; this.setData({ 'list[0].m': 1 }) } } })
