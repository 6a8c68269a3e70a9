Page({ data: { where: 'foot' } })
