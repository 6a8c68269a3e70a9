Page({
  data: {
    message: '等待',
    modes: [
      { mode: 'scaleToFill', note: '不保持比例，填满' },
      { mode: 'aspectFit', note: '保持比例，完整显示' },
      { mode: 'aspectFill', note: '保持比例，裁掉多余' },
      { mode: 'widthFix', note: '宽度不变，高度自适应' },
      { mode: 'top left', note: '不缩放，显示左上' },
      { mode: 'center', note: '不缩放，显示中间' },
    ],
  },
  loaded(event) { console.log('image', event.detail.width, event.detail.height) },
  failed(event) { this.setData({ message: event.detail.errMsg }) },
})
