Page({ data: { map: { one: 1, two: 2 } } })
