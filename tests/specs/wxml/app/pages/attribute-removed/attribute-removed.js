Page({ data: { p: 'x' } })
