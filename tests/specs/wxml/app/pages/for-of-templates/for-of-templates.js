Page({ data: { list: [{ name: 'a', kind: 'x' }, { name: 'b', kind: 'y' }] } })
