Page({ data: { v: 'outer' } })
