Page({ data: { o: { n: 1 }, list: [1] } })
