Page({
  go(how) { return this.selectComponent('#goer')[how]() },
})
