Component({ properties: { name: String }, lifetimes: { moved() { record('moved') }, attached() { record('attached', this.data.name) }, detached() { record('detached') } } })
