const put = (name) => function () { getCurrentPages()[0].put(`shell-${name}`) }
Component({
  options: { styleIsolation: 'isolated' },
  methods: Object.fromEntries(['b', 'c', 'quiet', 'loud', 'far'].map((name) => [name, put(name)])),
})
