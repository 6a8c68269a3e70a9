import theDefault, { named, other as renamed } from './m'
import * as all from './m'
import { again, everything } from './re'
import './side'
Page({ onLoad() { record(theDefault(), named, renamed, Object.keys(all).sort(), again, everything.named, global.sideRan) } })
