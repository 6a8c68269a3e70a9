const { word } = require('/util/word')
module.exports = { hello: (name) => `${word} ${name}`, greeting: () => requireMiniProgram().greeting, storage: (key) => wx.getStorageSync(key) }
