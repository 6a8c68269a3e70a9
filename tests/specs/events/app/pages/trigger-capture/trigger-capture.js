Page(Object.fromEntries(['c', 'b', 'oc', 'ob'].map((name) => [name, () => record(name)])))
