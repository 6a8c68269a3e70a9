let count = 0
exports.n = 1
exports.count = () => ++count
module.exports.self = typeof module.id + typeof require
