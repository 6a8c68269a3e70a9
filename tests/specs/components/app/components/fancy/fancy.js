Component({ properties: { value: Number }, methods: { tap() { this.triggerEvent('choose', this.data.value) } } })
