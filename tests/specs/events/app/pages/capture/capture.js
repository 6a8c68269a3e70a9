Page(Object.fromEntries(['c1', 'c2', 'c3', 'b1', 'b2', 'b3'].map((name) => [name, () => record(name)])))
