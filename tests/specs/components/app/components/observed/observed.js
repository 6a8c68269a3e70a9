const counting = Behavior({ properties: { n: Number }, observers: { n(n) { record('behavior', n) } } })
Component({ behaviors: [counting], observers: { n(n) { record('own', n) } } })
