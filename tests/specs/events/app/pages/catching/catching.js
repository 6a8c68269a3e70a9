Page({ outer() { record('outer') }, middle() { record('middle') }, inner() { record('inner') } })
