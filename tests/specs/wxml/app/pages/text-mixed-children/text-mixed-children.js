Page({ data: { on: true, e: 'e' } })
