exports.name = 'built'
