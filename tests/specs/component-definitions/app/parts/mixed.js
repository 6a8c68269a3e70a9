const log = []
const base = Behavior({
  properties: { shared: { type: String, value: 'base' } },
  data: { object: { base: 1 }, plain: 'base', own: 'base' },
  lifetimes: { created() { log.push('base created') }, attached() { log.push('base attached') } },
  attached() { log.push('base top-level attached') },
  methods: { who() { return 'base' }, onlyBase() { return 'only base' } },
})
const second = Behavior({
  behaviors: [base],
  data: { object: { second: 2 }, plain: 'second' },
  lifetimes: { created() { log.push('second created') }, attached() { log.push('second attached') } },
  methods: { who() { return 'second' } },
})
Component({
  behaviors: [base, second, 'wx://form-field'],
  data: { object: { own: 3 }, own: 'own' },
  created() { log.push('top-level created, which lifetimes beats') },
  lifetimes: { created() { log.push('own created') }, attached() { log.push('own attached') } },
  methods: {
    result() {
      return { log, data: this.data, who: this.who(), onlyBase: this.onlyBase(), has: [this.hasBehavior(base), this.hasBehavior('wx://form-field'), this.hasBehavior(Behavior({}))] }
    },
  },
})
