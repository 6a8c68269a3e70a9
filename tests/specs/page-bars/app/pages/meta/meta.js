Page({
  data: { title: 'first', style: 'color: red' },
})
