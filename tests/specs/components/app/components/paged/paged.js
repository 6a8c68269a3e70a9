Component({ pageLifetimes: { show() { record('show') }, hide() { record('hide') } } })
