Component({ lifetimes: { attached() { this.triggerEvent('ready', { a: 1 }); this.triggerEvent('none'); this.triggerEvent('zero', 0) } } })
