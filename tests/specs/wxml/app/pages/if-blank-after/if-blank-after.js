Page({ data: { off: false } })
