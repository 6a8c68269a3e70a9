Component({ methods: { around({ currentTarget }) { record('inside', currentTarget.id) } } })
