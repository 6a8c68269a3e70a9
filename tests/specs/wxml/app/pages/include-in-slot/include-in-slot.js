Page({ data: { unit: 'm' } })
