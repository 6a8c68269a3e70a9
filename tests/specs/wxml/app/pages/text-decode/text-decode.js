Page({ data: { space: 'a&nbsp;b' } })
