App({
  heard: [],
  onLaunch() {
    wx.onThemeChange((it) => this.heard.push(`wx ${it.theme}`))
  },
  onThemeChange(it) {
    this.heard.push(`app ${it.theme}`)
  },
})
