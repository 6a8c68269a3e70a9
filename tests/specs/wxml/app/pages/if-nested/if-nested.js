Page({ data: { a: false, b: false } })
