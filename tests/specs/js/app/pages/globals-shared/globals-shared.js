var ofTheFile = 1
global.fromCorpus = 5
Page({ onLoad() { record(require('./m').read(), typeof global.ofTheFile) } })
