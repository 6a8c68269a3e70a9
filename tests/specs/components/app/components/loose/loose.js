Component({ properties: { v: { type: Number, optionalTypes: [String, Object], observer(value) { record(typeof value, value) } } } })
