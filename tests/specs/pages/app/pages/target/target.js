Page({
  onLoad(query) { record('target onLoad', query) },
  onUnload() { record('target onUnload') },
  opener() { return this.getOpenerEventChannel() },
})
