exports.shared = 'shared'
