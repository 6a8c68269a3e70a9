Component({
  methods: {
    released({ moves }) { getCurrentPages()[0].note(`released ${moves}`) },
  },
})
