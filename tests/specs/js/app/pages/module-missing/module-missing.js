let message = ''
try { require('./nowhere') } catch (error) { message = error.message }
Page({ onLoad() { record(message.includes('nowhere')) } })
