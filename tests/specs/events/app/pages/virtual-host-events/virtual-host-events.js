Page({ host({ currentTarget }) { record('host', currentTarget.dataset) } })
