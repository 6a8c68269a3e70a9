Component({ properties: { value: Number }, methods: { more() { this.setData({ value: this.data.value + 10 }) } } })
