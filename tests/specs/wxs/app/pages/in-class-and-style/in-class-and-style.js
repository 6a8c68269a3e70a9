Page({ data: { list: [{ id: 1, on: true }, { id: 2 }] } })
