Component({
  methods: {
    facts() { return [this.renderer, this.__wxWebviewId__ === getCurrentPages()[0].__wxWebviewId__] },
    own() { return this.router.navigateTo({ url: '../../../pages/target/target?x=own' }) },
    ofPage() { return this.pageRouter.navigateTo({ url: '../target/target?x=page' }) },
  },
})
