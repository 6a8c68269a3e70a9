Page({ tap({ mark }) { record('page', Object.keys(mark).sort()) } })
