Page({ data: { open: false } })
