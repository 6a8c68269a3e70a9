Page({ onLoad() { this.setData({ opts: { cb: (n) => record('cb', n) }, fn: () => record('fn') }) } })
