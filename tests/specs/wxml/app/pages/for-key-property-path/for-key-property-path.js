Page({ data: { list: [{ id: 1, n: 'a' }, { id: 1, n: 'b' }, { id: 2, n: 'c' }] } })
