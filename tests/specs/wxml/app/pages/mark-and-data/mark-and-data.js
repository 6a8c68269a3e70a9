Page({ data: { o: { k: true } }, tap(event) { record(event.currentTarget.dataset, event.mark) } })
