Component({ properties: { open: Boolean } })
