/** WXS modules of this page. Each runs once, when one of its functions is first called. */

import { hasOwn } from '../core/own'
import { confined, reportWxs, type WxsModule } from './confinement'

interface Known extends WxsModule {
  code: string
  loaded: boolean
}

export type WxsFunction = (this: undefined, ...args: unknown[]) => unknown

const modules = new Map<string, Known>()

export function defineModule(name: string, code: string): void {
  modules.set(name, { code, exports: {}, loaded: false })
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
  if (module === undefined) return undefined
  if (!module.loaded) {
    // Before it runs: modules may require each other.
    module.loaded = true
    try {
      confined(module.code).call(undefined, (required) => load(String(required).replace(/^\/+/, '')), module.exports, module)
    } catch (error) {
      reportWxs(error, name)
    }
  }
  return module.exports
}
