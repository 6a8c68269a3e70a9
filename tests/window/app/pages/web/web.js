Page({
  data: { src: '', loaded: '', refused: '' },
  onLoad({ src }) {
    this.setData({ src: decodeURIComponent(src) })
  },
  refused({ detail }) {
    this.setData({ refused: detail.url })
  },
  loaded({ detail }) {
    this.setData({ loaded: detail.src })
  },
})
