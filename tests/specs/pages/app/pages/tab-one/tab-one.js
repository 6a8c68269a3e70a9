Page({ onLoad() { record('one load') }, onShow() { record('one show') }, onHide() { record('one hide') }, onUnload() { record('one unload') }, onTabItemTap(item) { record('one tap', item) } })
