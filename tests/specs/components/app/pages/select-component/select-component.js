Page({
  look(selector) { const found = this.selectComponent(selector); return found ? found.is : found },
  all(selector) { return this.selectAllComponents(selector).length },
})
