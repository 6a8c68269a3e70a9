const base = Behavior({})
const other = Behavior({})
const middle = Behavior({ behaviors: [base] })
Component({ behaviors: [middle], methods: { tell() { return [this.hasBehavior(base), this.hasBehavior(middle), this.hasBehavior(other), this.is, this.id, JSON.stringify(this.dataset)].join() } } })
