Page({ data: { name: 'nobody' } })
