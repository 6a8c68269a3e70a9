Page({ onLoad() { record('two load') }, onShow() { record('two show') }, onHide() { record('two hide') }, onUnload() { record('two unload') } })
