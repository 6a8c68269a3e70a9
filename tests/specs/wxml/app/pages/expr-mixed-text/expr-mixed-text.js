Page({ data: { id: 3, on: true, name: 'n' } })
