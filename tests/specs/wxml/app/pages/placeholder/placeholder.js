Page({ data: { n: 4 } })
