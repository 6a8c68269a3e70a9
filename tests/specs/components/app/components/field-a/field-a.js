const field = require('../../behaviors/field')
Component({ behaviors: [field], relations: { form: { type: 'ancestor', target: '../form-of-fields/form-of-fields' }, '../form-of-fields/form-of-fields': { type: 'ancestor' } } })
