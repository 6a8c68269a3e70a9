/** A WAV file of silence: 8 bit, 8000 samples per second. */
function silence(seconds) {
  const samples = 8000 * seconds
  const bytes = new Uint8Array(44 + samples).fill(128, 44)
  const view = new DataView(bytes.buffer)
  const text = (at, value) => [...value].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)))
  text(0, 'RIFF')
  view.setUint32(4, 36 + samples, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, 8000, true)
  view.setUint32(28, 8000, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  text(36, 'data')
  view.setUint32(40, samples, true)
  return bytes.buffer
}

Page({
  data: { src: '', duration: 0, sought: -1, error: '' },
  onLoad() {
    const src = `${wx.env.USER_DATA_PATH}/silence.wav`
    wx.getFileSystemManager().writeFileSync(src, silence(20))
    this.setData({ src })
  },
  known({ detail }) {
    this.setData({ duration: Math.round(detail.duration) })
    wx.createVideoContext('video').seek(15)
  },
  sought({ detail }) {
    this.setData({ sought: Math.round(detail.position) })
  },
  failed({ detail }) {
    this.setData({ error: detail.errMsg })
  },
})
