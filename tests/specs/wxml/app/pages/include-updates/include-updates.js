Page({ data: { a: 1, b: true } })
