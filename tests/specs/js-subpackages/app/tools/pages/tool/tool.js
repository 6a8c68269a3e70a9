globalThis.toolRan = true
Page({ data: { name: require('../../helper').name } })
