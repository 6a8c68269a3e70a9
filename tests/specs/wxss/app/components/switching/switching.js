Component({ properties: { on: Boolean } })
