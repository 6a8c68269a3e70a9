Component({ properties: { outer: Number } })
