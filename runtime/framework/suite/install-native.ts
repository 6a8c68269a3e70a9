/** The native half for the one copy of our view code that everything is drawn with; imported before it. */

import { makeNative } from './native'

Object.assign(globalThis, { __native: makeNative({}) })
