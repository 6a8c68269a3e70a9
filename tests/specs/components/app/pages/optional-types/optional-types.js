Page({ data: { v: 'text' } })
