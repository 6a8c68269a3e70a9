Page({ onLoad(query) { record(query) } })
