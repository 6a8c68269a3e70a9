Page({ onShow() { record('page show') }, onHide() { record('page hide') } })
