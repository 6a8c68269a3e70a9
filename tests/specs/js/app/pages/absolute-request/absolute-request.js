const { shared } = require('/library/shared')
Page({ onLoad() { record(shared, require('../../library/shared.js').shared === shared) } })
