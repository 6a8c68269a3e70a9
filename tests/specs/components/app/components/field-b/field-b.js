const field = require('../../behaviors/field')
Component({ behaviors: [field], relations: { '../form-of-fields/form-of-fields': { type: 'ancestor' } } })
