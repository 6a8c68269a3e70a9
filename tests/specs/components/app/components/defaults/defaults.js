Component({
  properties: {
    s: String, n: Number, b: Boolean, a: Array, o: Object, any: null,
    s2: { type: String, value: 'd' }, n2: { type: Number, value: 3 }, a2: { type: Array, value: [1] }, o2: { type: Object, value: { k: 1 } },
  },
  lifetimes: { attached() { record(this.data, this.properties === this.data) } },
})
