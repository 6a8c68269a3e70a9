Page({ tap() { record('page tap') } })
