Component({ properties: { name: String }, relations: { '../tabs/tabs': { type: 'ancestor', linked() { record(this.data.name, 'in') }, unlinked() { record(this.data.name, 'out') } } } })
