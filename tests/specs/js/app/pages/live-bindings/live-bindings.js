import { n, more } from './m'
Page({ onLoad() { record(n); more(); record(n) } })
