Page({
  touch({ type, touches, changedTouches, timeStamp }) {
    record(type, touches.length, changedTouches.length, Object.keys(changedTouches[0]).filter((key) => ['identifier', 'pageX', 'pageY', 'clientX', 'clientY'].includes(key)).length, typeof timeStamp)
  },
  tap({ type, detail, touches }) { record(type, typeof detail.x, typeof detail.y, touches.length) },
})
