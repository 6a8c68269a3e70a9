const counting = Behavior({ data: { a: 1, b: 1 }, methods: { tell() { record('told', this.data.b) } } })
Page({ behaviors: [counting], data: { b: 2 }, onLoad() { this.tell() } })
