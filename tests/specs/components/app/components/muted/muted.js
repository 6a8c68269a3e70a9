Component({ methods: { mut() { record('own mut') }, caught() { record('own catch') } } })
