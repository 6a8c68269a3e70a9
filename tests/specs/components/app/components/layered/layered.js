const say = (who, names) => Object.fromEntries(names.map((name) => [name, function () { return who }]))
const life = (who) => ({ created() { record('created', who) }, attached() { record('attached', who) } })
const base = Behavior({
  properties: { p: { type: String, value: 'base' }, onlyBase: { type: Number, value: 1 } },
  data: { d: 'base', o: { base: 1, deep: { base: 1 } }, list: ['base', 'x'] },
  observers: { d() { record('observer base') } },
  lifetimes: life('base'),
  methods: say('base', ['m', 'b', 'one']),
})
const one = Behavior({
  behaviors: [base],
  properties: { p: { type: String, value: 'one' } },
  data: { d: 'one', o: { one: 1, deep: { one: 1 } } },
  observers: { d() { record('observer one') } },
  lifetimes: life('one'),
  methods: say('one', ['m', 'one']),
})
const two = Behavior({
  behaviors: [base],
  properties: { q: { type: String, value: 'two' }, p: { type: Number, value: 2 } },
  data: { d: 'two', o: { two: 1, deep: 'two' }, list: ['two'] },
  observers: { d() { record('observer two') } },
  lifetimes: life('two'),
  methods: say('two', ['m', 't']),
})
Component({
  behaviors: [one, two],
  properties: { q: { type: String, value: 'own' } },
  data: { o: { own: 1 } },
  observers: { d() { record('observer own') } },
  lifetimes: life('own'),
  methods: {
    ...say('own', ['own']),
    all() { return [this.m(), this.b(), this.one(), this.t(), this.own()].join() },
  },
})
