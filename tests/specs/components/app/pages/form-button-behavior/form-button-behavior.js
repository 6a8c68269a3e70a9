Page({ submit(e) { record('submit', e.detail.value) }, reset() { record('reset') } })
