Component({ properties: { myValue: String }, methods: { change() { this.setData({ myValue: 'changed' }) } } })
