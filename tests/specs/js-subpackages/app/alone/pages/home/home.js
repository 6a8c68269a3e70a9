const app = getApp()
const early = getApp({ allowDefault: true })
early.fromAlone = 'kept'
Page({ data: { app: String(app) }, later() { return [getApp().log, getApp().fromAlone] } })
