const sized = Behavior({ properties: { size: { type: Number, value: 1 } } })
Component({ behaviors: [sized], properties: { label: String } })
