Component({ properties: { p: Number }, data: { x: 0, o: {} }, observers: { '**': function () { record('any') } } })
