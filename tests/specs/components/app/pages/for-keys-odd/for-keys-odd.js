Page({ data: { list: [{ id: 1 }, { id: 2 }] } })
