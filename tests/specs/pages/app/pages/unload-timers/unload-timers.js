Page({ onUnload() { setTimeout(() => record('later'), 10) } })
