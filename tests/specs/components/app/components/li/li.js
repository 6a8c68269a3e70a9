Component({
  properties: { name: String },
  relations: { '../ul/ul': { type: 'parent', linked() { record('li linked', this.data.name) }, unlinked() { record('li unlinked', this.data.name) } } },
  lifetimes: { attached() { record('li attached', this.data.name) } },
})
