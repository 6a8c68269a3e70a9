Page({ data: { n: 1 }, onLoad() { throw new Error('in onLoad') }, onShow() { record('onShow') } })
