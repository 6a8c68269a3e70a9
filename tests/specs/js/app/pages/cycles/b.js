const a = require('./a')
exports.sawOfA = Object.keys(a).join()
exports.later = () => Object.keys(a).join()
