Page({ data: { v: 1 } })
