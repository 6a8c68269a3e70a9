Page({ data: { v: 'a' } })
