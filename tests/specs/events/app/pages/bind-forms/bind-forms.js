const put = (name) => () => record(name)
Page({ data: { name: 'three' }, one: put('one'), two: put('two'), three: put('three') })
