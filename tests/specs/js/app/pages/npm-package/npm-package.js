const { hello } = require('greeting')
Page({ onLoad() { record(hello('x'), require('greeting/lib/part').part) } })
