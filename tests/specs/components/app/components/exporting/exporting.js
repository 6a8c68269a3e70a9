Component({ behaviors: ['wx://component-export'], data: { n: 4 }, export() { return { value: this.data.n } } })
