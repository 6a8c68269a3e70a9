Page({ data: { a: [], o: {}, n: 1, s: '', b: false, nil: null } })
