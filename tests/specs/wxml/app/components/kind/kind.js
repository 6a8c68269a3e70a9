Component({ properties: { value: null }, lifetimes: { attached() { record(typeof this.data.value, this.data.value) } } })
