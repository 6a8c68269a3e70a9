Page({ data: { v: 'x' } })
