Component({
  lifetimes: { error(e) { record('page error', e.message) } },
  methods: { onLoad() { throw new Error('load') } },
})
