Page({ data: { title: 'T' } })
