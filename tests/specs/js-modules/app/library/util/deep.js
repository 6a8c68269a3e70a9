module.exports = 'deep'
