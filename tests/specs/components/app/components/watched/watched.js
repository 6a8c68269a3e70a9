Component({
  properties: {
    a: { type: Number, observer(value, old) { record('a', value, old) } },
    b: { type: String, observer: 'changed' },
  },
  methods: { changed(value, old) { record('b', value, old) } },
})
