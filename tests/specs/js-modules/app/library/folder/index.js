module.exports = 'folder index'
