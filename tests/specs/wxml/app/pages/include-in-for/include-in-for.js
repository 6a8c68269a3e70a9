Page({ data: { list: ['a', 'b'], cols: [1, 2], unit: 'm', item: 'page', index: 'p' }, tap(e) { record(e.currentTarget.dataset) } })
