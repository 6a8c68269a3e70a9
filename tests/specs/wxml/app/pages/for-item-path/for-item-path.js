Page({ data: { list: [{ id: 1, name: 'a', deep: { n: 1 } }, { id: 2, name: 'b', deep: { n: 2 } }] } })
