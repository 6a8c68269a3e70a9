Page({ dash() { record('dash') }, capital() { record('capital') }, plain() { record('plain') } })
