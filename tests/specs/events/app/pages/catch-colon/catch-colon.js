Page({ data: { name: '' }, outer() { record('outer') }, inner() { record('inner') } })
