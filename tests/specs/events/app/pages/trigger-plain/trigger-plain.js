Page({ up() { record('up') }, own({ type, detail, target }) { record('own', type, detail, target.id) } })
