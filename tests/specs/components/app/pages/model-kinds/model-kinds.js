Page({ data: { t: 'a', on: false, n: 1 } })
