Page({ onLoad() { record('above load') }, onUnload() { record('above unload') } })
