Page({ data: { name: '', n: 3, m: 4, zero: 0 } })
