Page({ onLoad() { global.gonePage = this } })
