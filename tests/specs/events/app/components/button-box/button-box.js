Component({ methods: { tap({ target, currentTarget }) { record('own', target.id, target.dataset, currentTarget.id) } } })
