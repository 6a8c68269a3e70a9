Component({
  methods: {
    ready() {
      throw new Error('no scene is ever ready')
    },
  },
})
