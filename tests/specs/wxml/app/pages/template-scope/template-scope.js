Page({ data: { title: 'page', outer: 'outside' } })
