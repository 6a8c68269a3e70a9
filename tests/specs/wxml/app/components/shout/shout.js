Component({ properties: { longName: String } })
