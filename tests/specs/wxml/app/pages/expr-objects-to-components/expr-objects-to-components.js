Page({ data: { n: 1, rest: { c: 3 } } })
