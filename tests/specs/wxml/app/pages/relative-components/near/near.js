Component({ data: { v: 'near' } })
