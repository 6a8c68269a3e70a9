Page({ data: { nil: null, zero: 0, no: false, nan: NaN } })
