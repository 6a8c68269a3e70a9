App({
  log: [],
  onLaunch() {
    this.log.push('launch ' + (globalThis.shopStarted === true) + ' ' + (globalThis.toolRan === true))
  },
})
