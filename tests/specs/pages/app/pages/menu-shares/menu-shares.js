Page({ onShareAppMessage(e) { record(e.from, e.target === undefined); return { title: 'first', promise: Promise.resolve({ title: 'better' }) } } })
