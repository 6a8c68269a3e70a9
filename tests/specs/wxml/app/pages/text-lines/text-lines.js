Page({ data: { s: 'x\ny' } })
