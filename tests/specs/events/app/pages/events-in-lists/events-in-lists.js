Page({ data: { list: [{ id: 1 }, { id: 2 }] }, tap({ currentTarget: { dataset } }) { record(dataset.index, dataset.item) } })
