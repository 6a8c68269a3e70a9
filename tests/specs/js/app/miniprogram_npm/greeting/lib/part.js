exports.part = 'part'
