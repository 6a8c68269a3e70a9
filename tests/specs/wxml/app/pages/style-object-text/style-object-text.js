Page({ data: { c: 'red', w: 3, all: 'top: 1px', list: 'a b', on: true } })
