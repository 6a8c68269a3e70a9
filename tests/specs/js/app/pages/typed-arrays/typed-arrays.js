Page({
  onLoad() {
    const bytes = new Uint8Array([72, 105, 255])
    const text = wx.arrayBufferToBase64(bytes.buffer)
    record(text, [...new Uint8Array(wx.base64ToArrayBuffer(text))], new DataView(bytes.buffer).getUint16(0), new Float32Array([0.5])[0])
  },
})
