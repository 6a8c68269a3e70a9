Page({ data: { v: ['a'] } })
