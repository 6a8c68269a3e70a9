Component({ methods: { go() {
  this.animate('.box', [{ opacity: 1 }, { opacity: 0.5, offset: 1 }], 20, () => {
    record('animated')
    this.clearAnimation('.box', { opacity: true }, () => record('cleared'))
  })
} } })
