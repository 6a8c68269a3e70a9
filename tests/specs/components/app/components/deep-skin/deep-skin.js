Component({ externalClasses: ['outer-class'] })
