Component({
  relations: {
    './item': {
      type: 'child',
      linked(item) { this.log.push('linked ' + item.data.name) },
      linkChanged(item) { this.log.push('changed ' + item.data.name) },
      unlinked(item) { this.log.push('unlinked ' + item.data.name) },
    },
  },
  lifetimes: { created() { this.log = [] } },
  methods: {
    names() { return this.getRelationNodes('./item').map((item) => item.data.name) },
  },
})
