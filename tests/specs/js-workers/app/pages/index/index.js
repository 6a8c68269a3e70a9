Page({
  got: [],
  errors: [],
  start(path) {
    this.worker = wx.createWorker(path)
    this.worker.onMessage((message) => this.got.push(message))
    this.worker.onError?.((error) => this.errors.push(error.message))
  },
  ask(message) {
    this.worker.postMessage(message)
  },
  bytes() {
    const bytes = new Uint8Array([1, 2, 3]).buffer
    this.worker.postMessage({ list: [1], bytes })
  },
  lastBytes() {
    return Array.from(new Uint8Array(this.got[this.got.length - 1].bytes || new ArrayBuffer(0)))
  },
  second() {
    try {
      wx.createWorker('threads/sum.js')
      return 'made'
    } catch (error) {
      return error.message
    }
  },
  stop() {
    this.worker.terminate()
  },
})
