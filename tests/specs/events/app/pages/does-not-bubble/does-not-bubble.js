Page({ up() { record('up') }, own({ type }) { record('own', type) }, tap() { record('tap') } })
