Page({
  data: { message: '', direction: '', acceleration: '' },
  say(message) { this.setData({ message }) },
  locate() {
    wx.getLocation({
      type: 'gcj02',
      success: ({ latitude, longitude }) => this.say(`${latitude.toFixed(4)}, ${longitude.toFixed(4)}`),
      fail: ({ errMsg }) => this.say(errMsg),
    })
  },
  compass() {
    wx.onCompassChange(({ direction }) => this.setData({ direction: direction.toFixed(0) }))
    wx.startCompass()
  },
  shake() {
    wx.onAccelerometerChange(({ x, y, z }) => this.setData({ acceleration: [x, y, z].map((value) => value.toFixed(2)).join(' ') }))
    wx.startAccelerometer({ interval: 'ui' })
  },
  vibrate() { wx.vibrateShort({ type: 'medium' }) },
  scan() { wx.scanCode({ success: ({ result }) => this.say(result), fail: ({ errMsg }) => this.say(errMsg) }) },
  onUnload() {
    wx.offCompassChange()
    wx.stopCompass()
    wx.offAccelerometerChange()
    wx.stopAccelerometer()
  },
})
