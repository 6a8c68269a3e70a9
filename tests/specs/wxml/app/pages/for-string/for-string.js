Page({ data: { word: '中文' } })
