Page({ data: { v: { k: 1 } } })
