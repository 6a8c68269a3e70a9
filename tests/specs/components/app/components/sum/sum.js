Component({
  data: { a: 1, b: 2, c: 0 },
  observers: { 'a, b': function (a, b) { record('a,b', a, b); this.setData({ c: a + b }) }, c(c) { record('c', c) } },
})
