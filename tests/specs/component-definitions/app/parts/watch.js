Component({
  properties: {
    given: { type: Number, value: 0, observer(now, old) { this.log.push(`property ${old}->${now}`) } },
  },
  data: { a: { b: 1, c: { d: 1 } }, list: [{ n: 1 }], x: 0, y: 0, same: 1 },
  observers: {
    'a.b': function (b) { this.log.push('a.b ' + b) },
    'a.c.**': function (c) { this.log.push('a.c.** ' + JSON.stringify(c)) },
    'list[0].n': function (n) { this.log.push('list[0].n ' + n) },
    'x, y': function (x, y) { this.log.push(`x,y ${x},${y}`) },
    same(value) { this.log.push('same ' + value) },
    '**': function (all) { this.log.push('** ' + Object.keys(all).length) },
  },
  lifetimes: { created() { this.log = [] } },
  methods: {
    take() {
      const log = this.log
      this.log = []
      return log
    },
    run(change) {
      this.take()
      this.setData(change)
      return this.take().filter((line) => !line.startsWith('**'))
    },
  },
})
