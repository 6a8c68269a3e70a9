Page({
  data: { photos: [], message: '' },
  choose() {
    wx.chooseMedia({
      count: 3, mediaType: ['image'],
      success: ({ tempFiles }) => this.setData({ photos: tempFiles.map((file) => file.tempFilePath) }),
      fail: ({ errMsg }) => this.setData({ message: errMsg }),
    })
  },
  preview(event) { wx.previewImage({ current: event.currentTarget.dataset.url, urls: this.data.photos }) },
  async info() {
    const { width, height, type } = await wx.getImageInfo({ src: this.data.photos[0] })
    this.setData({ message: `${width} × ${height}，${type}` })
  },
  save() {
    wx.saveImageToPhotosAlbum({
      filePath: this.data.photos[0],
      success: () => wx.showToast({ title: '已保存' }),
      fail: ({ errMsg }) => this.setData({ message: errMsg }),
    })
  },
})
