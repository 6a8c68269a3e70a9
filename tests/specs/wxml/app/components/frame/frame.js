Component({ data: { n: 'own', title: 'own' } })
