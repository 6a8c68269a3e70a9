Page({ data: { n: 3 } })
