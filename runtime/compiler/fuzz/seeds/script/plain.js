jvar x = require('./x'); module.exports = function (import_) { return import_ /* import('./z') */ }
