exports.read = () => [fromCorpus, typeof ofTheFile]
