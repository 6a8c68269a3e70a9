Component({ properties: { options: Object }, methods: { outer() { record('shell outer') }, own() { record('shell own') } } })
