import '../../xr/turning'
import '../../xr/toon'

const { Quaternion, Vector3 } = wx.getXrFrameSystem()

Page({
  data: {
    scenes: ['scene'],
    ahead: Vector3.ForwardLH.clone().applyQuaternion(Quaternion.createFromAxisAngle(Vector3.Up, Math.PI / 2)).toArray().map(Math.round),
  },
  /** What needs an engine says so. */
  make() {
    try {
      return new (wx.getXrFrameSystem().Effect)({}, {})
    } catch (error) {
      return error.message
    }
  },
})
