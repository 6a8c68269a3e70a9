Component({
  options: { pureDataPattern: /^_/ },
  properties: { _hidden: { type: String } },
  data: { _secret: 's', shown: 'v' },
  observers: { _secret(value) { record('observed', value) } },
  methods: { tell() { this.setData({ _secret: 't' }); return this.data._secret + '/' + this.data._hidden } },
})
