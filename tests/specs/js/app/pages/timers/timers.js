Page({
  onLoad() {
    setTimeout((a, b) => record('timeout', a, b), 1, 'x', 2)
    clearTimeout(setTimeout(() => record('never'), 1))
    let n = 0
    const id = setInterval(() => { record('interval', ++n); if (n === 2) clearInterval(id) }, 5)
    record(typeof id)
  },
})
