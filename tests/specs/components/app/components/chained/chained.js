Component({
  properties: { a: { type: Number, observer(v, old) { record('prop a', v, old) } } },
  data: { b: 0 },
  observers: { a(a) { record('a', a); this.setData({ b: a + 1 }) }, b(b) { record('b', b) }, 'a, b'(a, b) { record('both', a, b) } },
})
