Component({ behaviors: [require('./field-behavior')], relations: { '../form-of/form-of': { type: 'ancestor' } } })
