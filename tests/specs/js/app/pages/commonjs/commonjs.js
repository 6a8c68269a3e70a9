const a = require('./a')
const again = require('./a.js')
Page({ onLoad() { record(a.n, a === again, a.count(), again.count(), a.self) } })
