const show = (name) => (value) => record(name, typeof value, value)
Component({
  properties: { s: String, n: Number, b: Boolean, a: Array, o: Object, any: null },
  observers: { s: show('s'), n: show('n'), b: show('b'), a: show('a'), o: show('o'), any: show('any') },
})
