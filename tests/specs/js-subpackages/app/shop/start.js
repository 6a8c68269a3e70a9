globalThis.shopStarted = true
