Component({
  relations: { '../tab/tab': { type: 'descendant',
    linked(t) { record('linked', t.data.name) }, unlinked(t) { record('unlinked', t.data.name) }, linkChanged(t) { record('changed', t.data.name) } } },
  methods: { names() { return this.getRelationNodes('../tab/tab').map((t) => t.data.name).join() } },
})
