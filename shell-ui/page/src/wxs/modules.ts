/** WXS modules of this page. Each runs once, when one of its functions is first called. */

import { hasOwn } from '../core/own'
import { confined, type MakeWxs, reportWxs, type WxsModule } from './confinement'

interface Known extends WxsModule {
  make: MakeWxs
  loaded: boolean
}

export type WxsFunction = (this: undefined, ...args: unknown[]) => unknown

const modules = new Map<string, Known>()

/** The host gives the function, since the page's policy lets nothing in it evaluate text. */
export function defineModule(name: string, make: MakeWxs): void {
  modules.set(name, { make, exports: {}, loaded: false })
}

/** The function that `path` leads to from a module's exports. */
export function wxsFunction(name: string, path: readonly string[]): WxsFunction | undefined {
  let value = load(name)
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !hasOwn(value, step)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return typeof value === 'function' ? (value as WxsFunction) : undefined
}

function load(name: string): unknown {
  const module = modules.get(name)
  if (module === undefined) {
    // The host gives every module before it is named; this one's code did not parse.
    reportWxs(new SyntaxError('the module is not valid in strict mode'), name)
    modules.set(name, { make: () => () => undefined, exports: {}, loaded: true })
    return undefined
  }
  if (!module.loaded) {
    // Before it runs: modules may require each other.
    module.loaded = true
    try {
      confined(module.make).call(undefined, (required) => load(String(required).replace(/^\/+/, '')), module.exports, module)
    } catch (error) {
      reportWxs(error, name)
    }
  }
  return module.exports
}
