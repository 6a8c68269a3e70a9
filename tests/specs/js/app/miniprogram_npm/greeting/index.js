const { loud } = require('shouting')
exports.hello = (name) => loud(`hello ${name}`)
