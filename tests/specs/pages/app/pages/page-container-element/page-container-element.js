Page({ data: { show: true }, on(e) { record(e.type) } })
