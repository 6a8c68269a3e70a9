const shown = Behavior({ pageLifetimes: { show() { record('behavior show') } } })
Component({ behaviors: [shown], pageLifetimes: { show() { record('own show') } } })
