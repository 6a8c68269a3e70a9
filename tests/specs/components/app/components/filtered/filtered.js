const computed = Behavior({
  definitionFilter(definition) {
    definition.data = { ...definition.data, added: `by filter, ${definition.wanted}` }
  },
})
Component({ behaviors: [computed], wanted: 'as wanted', data: { own: 'own' } })
