let message = ''
try { require('./broken') } catch (error) { message = error.message }
Page({ onLoad() { record(message) } })
