Page({ tap({ type, target, currentTarget }) { record(type, target.id, currentTarget.id, currentTarget.dataset) } })
