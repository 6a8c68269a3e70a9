Component({
  properties: {
    text: String,
    number: { type: Number, value: 3 },
    flag: Boolean,
    list: { type: Array, value: ['default'] },
    object: { type: Object, value: { d: 1 } },
    any: null,
    either: { type: Number, optionalTypes: [String, Object], value: 0 },
    kebabName: String,
    fixed: { type: String, value: 'kept' },
    absent: Number,
    absentText: String,
    absentList: Array,
    absentObject: Object,
  },
})
