Page({
  data: { lines: 1, length: 0 },
  line(event) { this.setData({ lines: event.detail.lineCount }) },
  input(event) { this.setData({ length: event.detail.value.length }) },
})
