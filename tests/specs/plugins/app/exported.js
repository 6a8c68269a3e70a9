exports.greeting = 'from the mini-program'
