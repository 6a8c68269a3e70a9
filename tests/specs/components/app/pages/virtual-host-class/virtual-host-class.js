Page({ data: { c: 'blue' } })
