const deep = Behavior({ data: { from: 'deep', deepOnly: 1 }, lifetimes: { attached() { record('deep') } }, methods: { say() { return 'deep' }, deepSay() { return 'deepSay' } } })
const first = Behavior({
  behaviors: [deep],
  properties: { p: { type: String, value: 'first' } },
  data: { from: 'first', o: { a: 1, b: 1 } },
  lifetimes: { created() { record('first created') }, attached() { record('first') } },
  methods: { say() { return 'first' } },
})
const second = Behavior({ data: { from: 'second', o: { b: 2 } }, lifetimes: { attached() { record('second') } }, methods: { say() { return 'second' }, twice() { return 'second' } } })
Component({
  behaviors: [first, second],
  data: { o: { c: 3 } },
  lifetimes: { created() { record('own created') }, attached() { record('own') } },
  methods: { own() { return [this.say(), this.deepSay(), this.twice()].join() } },
})
