Component({ data: { words: 'from elsewhere' } })
