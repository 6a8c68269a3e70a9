Page({ data: { nil: null } })
