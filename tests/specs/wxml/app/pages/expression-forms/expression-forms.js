Page({ data: { a: true, b: false, c: 'c', list: [1, 2], o: { k: 'v' }, key: 'k', n: 3 } })
