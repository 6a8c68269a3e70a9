Page({ data: { list: [{ id: 1, on: true }, { id: 2 }], more: { x: '!' } }, tap(e) { record(e.currentTarget.dataset) } })
