Page({ data: { on: false } })
