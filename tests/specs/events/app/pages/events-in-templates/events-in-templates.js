Page({ tap({ target: { dataset } }) { record('tap', dataset) } })
