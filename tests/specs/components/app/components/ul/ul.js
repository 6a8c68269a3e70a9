Component({
  relations: {
    '../li/li': {
      type: 'child',
      linked(target) { record('ul linked', target.data.name) },
      unlinked(target) { record('ul unlinked', target.data.name) },
    },
  },
  methods: { names() { return this.getRelationNodes('../li/li').map((node) => node.data.name).join() } },
})
