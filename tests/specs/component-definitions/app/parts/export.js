Component({ behaviors: ['wx://component-export'], export() { return { api: 1 } } })
