const computed = Behavior({
  definitionFilter(fields) {
    const names = Object.keys(fields.computed || {})
    fields.data = { ...fields.data, computedNames: names }
    fields.methods = { ...fields.methods, added: () => names.join() }
  },
})
const wrapping = Behavior({
  behaviors: [computed],
  definitionFilter(fields, filters) {
    fields.data = { ...fields.data, filters: filters.length }
    filters.forEach((filter) => filter(fields))
  },
})
Component({ behaviors: [wrapping], computed: { sum() {} } })
