Component({
  properties: { name: String },
  lifetimes: {
    created() { record('created inner') },
    attached() { record('attached inner', this.data.name) },
    ready() { record('ready inner', this.data.name) },
    detached() { record('detached inner', this.data.name) },
  },
})
