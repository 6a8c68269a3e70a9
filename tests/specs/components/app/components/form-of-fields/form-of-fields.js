const field = require('../../behaviors/field')
Component({ relations: { fields: { type: 'descendant', target: field, linked(t) { record('linked', t.data.name) } } }, methods: { all() { return this.getRelationNodes('fields').map((t) => t.data.name).join() } } })
