Page({ tap(...args) { record(this === getCurrentPages()[0], args.length, this.route) } })
