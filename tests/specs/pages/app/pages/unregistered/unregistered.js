const page = { data: { a: 1 } }
