Page({ onLoad() { record(require('./lib').name, require('./lib/').name, require('./lib/index').name) } })
