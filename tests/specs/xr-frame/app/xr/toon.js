const xrFrameSystem = wx.getXrFrameSystem()

const toon = (scene) => scene.createEffect({
  name: 'toon',
  properties: [{ key: 'u_color', type: xrFrameSystem.EUniformType.FLOAT4 }],
  passes: [{ renderStates: { cullOn: true, cullFace: xrFrameSystem.ECullMode.BACK } }],
})

xrFrameSystem.registerEffect('toon', toon)
xrFrameSystem.registerEffect('toon', toon)
