Page({ onUnload() { record('gone') } })
