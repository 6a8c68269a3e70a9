const put = (name) => function () { this.put(name) }

Page({
  data: { log: '', off: false },
  put(text) { this.setData({ log: `${this.data.log} ${text}`.trim() }) },
  take() {
    const { log } = this.data
    this.setData({ log: '' })
    return log
  },
  ...Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'quiet', 'loud', 'far', 'farCapture'].map((name) => [name, put(name)])),
  t(event) { this.put(`${event.type}:${event.touches.length}:${event.changedTouches.length}`) },
  wxs({ n, mark }) { this.put(mark === undefined ? n : `${n}${mark}`) },
  where({ target, currentTarget }) { this.put(`${target.id}.${target.dataset.n}/${currentTarget.id}`) },
  marked({ mark, target }) { this.put(`${mark.n}${mark.zone}${target.dataset.someName}${target.dataset.n + 1}`) },
})
