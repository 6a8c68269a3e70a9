Page({ data: { names: ['two', 'own', 'one', 'three'] } })
