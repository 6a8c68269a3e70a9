Component({
  data: { n: 0 },
  observers: { n(n) { if (n === 1) this.setData({ twice: 2 }) } },
  lifetimes: {
    attached() {
      this.updates = []
      this.setUpdatePerformanceListener({ withDataPaths: true }, (result) => this.updates.push(result))
    },
  },
  methods: {
    change() { this.setData({ n: 1, 'list[0].x': 1 }) },
    report() {
      return this.updates.map((it) => [it.dataPaths.map((path) => path.join('/')).join(), it.parentUpdateProcessId !== undefined, it.updateEndTimestamp >= it.updateStartTimestamp])
    },
  },
})
