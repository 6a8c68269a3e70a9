Page({
  data: { src: '', loaded: '' },
  onLoad({ src }) {
    this.setData({ src: decodeURIComponent(src) })
  },
  loaded({ detail }) {
    this.setData({ loaded: detail.src })
  },
})
