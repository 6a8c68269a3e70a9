Component({
  properties: { name: String },
  relations: { './list': { type: 'parent', linked(list) { this.parent = list } } },
})
