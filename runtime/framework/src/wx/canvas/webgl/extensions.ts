/** Extension objects, from the generated table. */

import { defineConstants, defineMethods, type Recorder } from './recorders'
import { EXTENSIONS } from './table'

/** The object that `getExtension` gives; the page is told to enable its own. */
export function makeExtension(name: string, core: Recorder): object {
  core.run(['getExtension', name])
  const members = EXTENSIONS[name] ?? { constants: '', methods: '' }
  const prototype = {}
  defineConstants(prototype, members)
  defineMethods(prototype, members, () => core, `${name}.`)
  Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true })
  return Object.create(prototype) as object
}
