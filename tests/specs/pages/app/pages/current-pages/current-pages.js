Page({ data: { n: 1 }, onLoad() { record(getCurrentPages().length, getCurrentPages()[0] === this) } })
