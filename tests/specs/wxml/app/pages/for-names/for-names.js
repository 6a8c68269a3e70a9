Page({ data: { list: [{ id: 'x' }, { id: 'y' }], item: '!' } })
