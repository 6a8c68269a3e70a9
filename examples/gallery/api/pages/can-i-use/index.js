const names = ['request', 'getSystemInfoSync.return.screenWidth', 'showModal.object.editable', 'button.open-type.share', 'scroll-view.refresher-enabled', 'createSelectorQuery', 'chooseMedia', 'openBluetoothAdapter', 'startFacialRecognitionVerify']

Page({
  data: { rows: names.map((name) => ({ name, usable: wx.canIUse(name) })) },
})
