Component({ options: { virtualHost: true }, methods: { own() { record('own') } } })
