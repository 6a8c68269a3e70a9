const data = require('./data.json')
import also from './data.json'
Page({ onLoad() { record(data.list, also === data, require('./settings').of) } })
