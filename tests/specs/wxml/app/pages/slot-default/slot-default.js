Page({ data: { n: 1, title: 'of the page' }, tap() { record('page tap') } })
