Component({ lifetimes: { error(error) { record('own', error.message) } }, methods: { tap() { throw new Error('in tap') } } })
