Page({ pick(e) { record('pick', e.detail) } })
