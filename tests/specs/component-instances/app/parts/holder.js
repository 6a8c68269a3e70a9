Component({
  methods: {
    inner() { return this.selectComponent('.inner') },
    all() { return this.selectAllComponents('.inner').length },
    group() {
      let during
      this.groupSetData(() => {
        this.setData({ a: 1 })
        this.setData({ b: 2 })
        during = this.data.a
      })
      return [during, this.data.a, this.data.b]
    },
    ids() { return [this.getPageId(), typeof this.getTabBar, this.is, this.id, this.dataset] },
    query() {
      return new Promise((resolve) => this.createSelectorQuery().selectAll('.row').fields({ dataset: true, id: true }).exec(([rows]) => resolve(rows.map((row) => row.dataset.n))))
    },
    kept() {
      this.setData({ holder: this, list: [{ page: getCurrentPages()[0] }] })
      return [this.data.holder.is, typeof this.data.holder.kept, this.data.list[0].page.route]
    },
    stoodFor() {
      // As uni-app does it: an object of a framework has the ids that the instance itself has.
      const other = {}
      for (const name of ['__wxExparserNodeId__', '__wxWebviewId__']) if (Object.hasOwn(this, name)) other[name] = this[name]
      return new Promise((resolve) => wx.createSelectorQuery().in(other).selectAll('.row').fields({ dataset: true }).exec(([rows]) => {
        const query = wx.createSelectorQuery().in({ __wxExparserNodeId__: 'none' }).select('.row').fields({ id: true })
        query.exec(([none]) => resolve([rows.length, none, other.__wxWebviewId__]))
      }))
    },
    refused() {
      this.applyAnimatedStyle('.row', () => ({}))
      return 'went on'
    },
  },
})
