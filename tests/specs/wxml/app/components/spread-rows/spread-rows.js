Component({ options: { dynamicSlots: true }, data: { list: ['x', 'y'] } })
