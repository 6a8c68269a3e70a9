Page({ data: { rows: [{ id: 1, cells: ['a'] }, { id: 2, cells: [] }] } })
