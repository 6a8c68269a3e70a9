Page({ data: { rows: [['a', 'b'], ['c']] } })
