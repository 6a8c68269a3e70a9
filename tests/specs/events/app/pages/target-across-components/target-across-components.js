Page({ tap({ target, currentTarget }) { record('page', target.id, target.dataset, currentTarget.id) } })
