Page({ data: { a: { b: 1 }, list: [{ n: 1 }] } })
