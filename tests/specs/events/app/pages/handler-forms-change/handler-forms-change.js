const say = (what) => () => record(what)
Page({ data: { b: 'one', c: '', k: '', n: 1 }, one: say('one'), two: say('two'), three: say('three'), out: say('out') })
