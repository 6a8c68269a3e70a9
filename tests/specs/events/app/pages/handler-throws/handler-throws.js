Page({ outer() { record('outer') }, broken() { throw new Error('in a handler') } })
