Page({ data: { list: [{ n: 1 }] } })
