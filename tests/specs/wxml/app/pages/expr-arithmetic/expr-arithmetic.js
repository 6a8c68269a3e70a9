Page({ data: { a: 2, b: 7, s: '5' } })
