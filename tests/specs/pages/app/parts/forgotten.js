const component = {}
