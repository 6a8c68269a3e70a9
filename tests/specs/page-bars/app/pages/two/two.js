Page({
  onShow() {
    if (typeof this.getTabBar === 'function' && this.getTabBar()) this.getTabBar().setData({ selected: 1 })
  },
  bar() {
    return [this.getTabBar().data.selected, this.getTabBar().data.number, this.getTabBar().is]
  },
})
