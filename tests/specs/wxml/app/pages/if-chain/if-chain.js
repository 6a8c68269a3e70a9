Page({ data: { n: 9 } })
