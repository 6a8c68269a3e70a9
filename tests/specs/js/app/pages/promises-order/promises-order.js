Page({
  onLoad() {
    setTimeout(() => record('timer'), 0)
    Promise.resolve().then(() => record('then')).then(() => record('then again'))
    ;(async () => { record('async'); await null; record('after await') })()
    record('sync')
  },
})
