Page({ data: { n: 7, tab: 'a\tb' } })
