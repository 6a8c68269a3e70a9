Page({
  data: { position: 'back', mode: 'normal', state: '', frame: '', photo: '', code: '' },
  onLoad({ mode = 'normal' }) {
    this.setData({ mode })
  },
  onReady() {
    this.camera = wx.createCameraContext()
    this.listener = this.camera.onCameraFrame(({ width, height, data }) => {
      this.seen = (this.seen ?? 0) + 1
      const pixels = new Uint8Array(data)
      this.setData({ frame: `${width} ${height} ${pixels.length} ${pixels.slice(0, 4)}` })
    })
  },
  opened({ detail }) {
    this.setData({ state: `initdone ${detail.maxZoom}` })
  },
  read({ detail: { type, result, scanArea } }) {
    this.setData({ code: `${type} ${result} ${scanArea}` })
  },
  refused({ detail }) {
    this.setData({ state: detail.errMsg })
  },
  allow() {
    wx.openSetting({ success: ({ authSetting }) => { this.allowed = authSetting['scope.camera'] } })
  },
  start() {
    return new Promise((resolve) => this.listener.start({ complete: ({ errMsg }) => resolve(errMsg) }))
  },
  stop() {
    return new Promise((resolve) => this.listener.stop({ complete: ({ errMsg }) => resolve(errMsg) }))
  },
  take() {
    this.camera.takePhoto({
      quality: 'high',
      success: ({ tempImagePath }) => wx.getImageInfo({
        src: tempImagePath,
        success: ({ width, height, type }) => this.setData({ photo: `${width} ${height} ${type}` }),
      }),
    })
  },
})
