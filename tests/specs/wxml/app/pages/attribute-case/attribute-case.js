Page({ data: { n: 'bound' } })
