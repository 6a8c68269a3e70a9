Page({ data: { list: ['a', 'b'], mark: '!' } })
