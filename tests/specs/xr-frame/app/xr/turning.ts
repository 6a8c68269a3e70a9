const xrFrameSystem = wx.getXrFrameSystem()

xrFrameSystem.registerComponent('turning', class Turning extends xrFrameSystem.Component<{ speed: number[] }> {
  public readonly schema = { speed: { type: 'number-array', defaultValue: [1, 1, 1] } }

  public onTick(delta: number): void {
    const { rotation } = this.el.getComponent(xrFrameSystem.Transform)
    rotation.y += delta
  }
})

xrFrameSystem.registerElement('turning-gltf', class extends xrFrameSystem.XRGLTF {
  public readonly defaultComponents = Object.assign({ turning: {} }, xrFrameSystem.GLTFDefaultComponents)
})
