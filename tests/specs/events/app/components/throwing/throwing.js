const witness = Behavior({ lifetimes: { error(e) { record('behavior', e.message) } } })
Component({
  behaviors: [witness],
  properties: { p: { type: String, observer() { throw new Error('observer') } } },
  lifetimes: {
    attached() { throw new Error('attached') },
    error(e) { record('own', e.message, this.is) },
  },
  methods: { onTap() { throw new Error('tap') } },
})
