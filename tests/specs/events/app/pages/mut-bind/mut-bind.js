Page(Object.fromEntries(['m1', 'b2', 'm3'].map((name) => [name, () => record(name)])))
