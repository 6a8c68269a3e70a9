Page({
  onLoad() {
    let refused = 0
    try { eval('1') } catch (error) { refused++ }
    try { new Function('return 1')() } catch (error) { refused++ }
    record(typeof window, typeof document, refused, Function('return this')() === globalThis, global === globalThis)
  },
})
