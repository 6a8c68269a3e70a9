const field = require('../control/field-behavior')
Component({
  relations: { fields: { type: 'descendant', target: field, linked(target) { record('linked', target.data.name) } } },
  methods: { names() { return this.getRelationNodes('fields').map((node) => node.data.name).join() } },
})
