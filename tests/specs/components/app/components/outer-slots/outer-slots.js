Component({ options: { multipleSlots: true }, properties: { to: String } })
