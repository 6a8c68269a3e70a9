const a = require('./a')
Page({ onLoad() { record(a.name, a.seen, a.later()) } })
