Component({ properties: { node: Object } })
