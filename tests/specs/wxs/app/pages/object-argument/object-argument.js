Page({ data: { cart: [{ price: 1.5, count: 2 }, { price: 3, count: 1 }] } })
