Page({ data: { o: { a: { b: 1 } }, k: 'a', list: ['x', 'y'], i: 1, matrix: [[1], [2]] } })
