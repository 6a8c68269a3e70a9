const base = Behavior({ lifetimes: { attached() { record('base') } } })
const left = Behavior({ behaviors: [base], lifetimes: { attached() { record('left') } } })
const right = Behavior({ behaviors: [base], lifetimes: { attached() { record('right') } } })
Component({ behaviors: [left, right], lifetimes: { attached() { record('own') } } })
