Page({ data: { nil: null, no: false } })
