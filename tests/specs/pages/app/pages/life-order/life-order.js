Page({
  onLoad(query) { record('onLoad', query) }, onShow() { record('onShow') }, onReady() { record('onReady') },
  onHide() { record('onHide') }, onUnload() { record('onUnload') },
})
