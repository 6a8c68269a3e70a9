Page({ data: { one: { a: 1, b: 2 }, two: { b: 3, c: 4 } } })
