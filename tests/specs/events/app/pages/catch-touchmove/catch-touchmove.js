Page({ data: { name: 'inner' }, move() { record('move') }, inner() { record('inner') }, tap() { record('tap') } })
