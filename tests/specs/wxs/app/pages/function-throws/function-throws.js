Page({ data: { list: ['a-b', null, 'c-d'] } })
