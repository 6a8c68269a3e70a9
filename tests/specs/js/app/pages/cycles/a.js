exports.name = 'a'
const b = require('./b')
exports.seen = b.sawOfA
exports.later = () => b.later()
