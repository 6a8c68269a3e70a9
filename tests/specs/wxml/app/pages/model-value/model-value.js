Page({ data: { value: 'first' } })
