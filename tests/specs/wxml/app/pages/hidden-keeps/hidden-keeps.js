Page({ data: { off: true } })
