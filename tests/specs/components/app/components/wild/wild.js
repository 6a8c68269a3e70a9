Component({
  behaviors: [Behavior({ observers: { 'a.x, b'(x, b) { record('behavior', x, b) } } })],
  properties: { a: Object, b: Number },
  data: { list: [{ n: 1 }] },
  observers: {
    'a.**'(a) { record('a.**', a) },
    'list[0].n'(n) { record('n', n) },
    'a.x'(x) { record('a.x', x) },
  },
})
