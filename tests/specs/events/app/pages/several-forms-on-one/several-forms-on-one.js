Page({ c() { record('c') }, b() { record('b') }, l() { record('l') } })
