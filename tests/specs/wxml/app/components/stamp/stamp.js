Component({
  properties: { label: String },
  lifetimes: {
    attached() {
      this.setData({ first: this.data.label })
      record('attached', this.data.label)
    },
    moved() { record('moved') },
    detached() { record('detached', this.data.label) },
  },
})
