Page({ data: { where: 'a', to: 'a' } })
