Page({ data: { v: 0 } })
