Page({ data: { p: 1 }, heard({ value, old, id }) { record(value, old === undefined || old === null ? 'none' : old, id) } })
