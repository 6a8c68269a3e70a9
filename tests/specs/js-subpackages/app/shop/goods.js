exports.name = 'goods'
