Component({
  methods: {
    ask() {
      return new Promise((done) => this.createSelectorQuery().selectAll('.target').fields({ dataset: true, id: true }).exec(([found]) => done(found)))
    },
    observer() { return typeof this.createIntersectionObserver().relativeToViewport().observe },
  },
})
