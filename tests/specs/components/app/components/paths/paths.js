Component({
  data: { some: { field: 1, other: 2 }, list: [{ n: 1 }, { n: 2 }] },
  observers: {
    'some.field': function (value) { record('field', value) },
    'list[1]': function (value) { record('item', value) },
    'some.**': function (value) { record('some.**', value) },
    some(value) { record('some', value) },
  },
  methods: { set(data) { this.setData(data) } },
})
