Component({ methods: { tap({ mark }) { record('own', Object.keys(mark).sort()) } } })
