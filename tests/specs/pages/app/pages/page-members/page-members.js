const options = { data: { list: [] }, extra: { n: 1 }, text: 'x', method() { return this.text } }
Page(options)
