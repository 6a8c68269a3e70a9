import common, { part } from './common'
const es = require('./es')
Page({ onLoad() { record(common.part, part, es.default, es.named, es.__esModule === true) } })
