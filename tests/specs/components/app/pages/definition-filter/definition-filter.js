const bound = Behavior({
  definitionFilter(definition) {
    const { bindings } = definition
    definition.methods.bindings_ = () => bindings
  },
  attached() {
    this.setData({ bound: this.bindings_().join() })
  },
})
Page({ behaviors: [bound], bindings: ['a', 'b'], methods: { none: 1 } })
