module.exports = { part: 'p' }
