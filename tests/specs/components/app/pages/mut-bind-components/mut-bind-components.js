Page({ page() { record('page mut') }, plain() { record('page bind') } })
