Page({ data: { id: 'x', b: 'b', c: true } })
