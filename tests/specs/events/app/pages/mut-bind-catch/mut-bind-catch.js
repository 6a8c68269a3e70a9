Page(Object.fromEntries(['m1', 'c2', 'm3'].map((name) => [name, () => record(name)])))
