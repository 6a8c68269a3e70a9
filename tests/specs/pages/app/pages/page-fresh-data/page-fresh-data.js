Page({ data: { n: 1, list: [] } })
