Page({ outer() { record('outer') } })
