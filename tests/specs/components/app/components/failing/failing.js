Component({ lifetimes: { attached() { throw new Error('in attached') } } })
