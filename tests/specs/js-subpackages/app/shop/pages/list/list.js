globalThis.listRan = true
Page({})
