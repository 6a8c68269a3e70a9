Page({ data: { v: [0, '', '0', [], {}, null] } })
