Page({
  data: { heard: 'nothing' },
  onHi({ detail }) {
    this.setData({ heard: detail.text })
  },
  fails(run) {
    try {
      run()
      return 'no error'
    } catch (error) {
      return error.message
    }
  },
})
