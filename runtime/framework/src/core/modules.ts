/** `require` of one mini-program: CommonJS modules, loaded when first asked for. */

import { errorParts } from './errors'
import { type ModuleFunction, native } from './native'

interface Module {
  exports: unknown
}

export interface Require {
  (request: string, ok?: (exports: unknown) => void, failed?: (failure: object) => void): unknown
  async(request: string): Promise<unknown>
}

/** Who may require what. */
export interface ModuleRules {
  /** Before the first script of a package runs. */
  enter(path: string): void
  /** Why a plain `require` in `from` must not reach `target`; undefined where it may. */
  refusal(from: string, target: string): string | undefined
  /** The `wx` of a plugin's script; undefined for the mini-program's own. */
  wxOf?(path: string): object | undefined
}

let rules: ModuleRules = { enter: () => {}, refusal: () => undefined }
const cache = new Map<string, Module>()
/** Modules that were asked for, with those that failed. */
const started = new Set<string>()
/** Modules by those that require them, also while one of them fails. */
const requirers = new Map<string, Set<string>>()

export function setModuleRules(next: ModuleRules): void {
  rules = next
}

/** Runs a module (package path with extension) unless it has run, and gives its exports. */
export function requireModule(path: string): unknown {
  const known = cache.get(path)
  if (known !== undefined) return known.exports
  rules.enter(path)
  started.add(path)
  const run: ModuleFunction = native.module(path)
  const module: Module = { exports: {} }
  // Registered before it runs: modules that require each other see what is exported so far.
  cache.set(path, module)
  try {
    run(makeRequire(path), module, module.exports, rules.wxOf?.(path))
  } catch (error) {
    cache.delete(path)
    throw error
  }
  return module.exports
}

/** `paths` and all that require them, directly or not; nobody requires a root. Modules that never ran are left out. */
export function reachOf(paths: readonly string[]): { path: string; isRoot: boolean }[] {
  const reached = new Map<string, boolean>()
  const queue = paths.filter((path) => started.has(path))
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (reached.has(path)) continue
    const above = requirers.get(path) ?? []
    reached.set(path, requirers.get(path) === undefined)
    queue.push(...above)
  }
  return [...reached].map(([path, isRoot]) => ({ path, isRoot }))
}

/** These run again when they are next required. */
export function evict(paths: Iterable<string>): void {
  for (const path of paths) {
    cache.delete(path)
    started.delete(path)
  }
}

/** The `require` that module `from` sees. */
function makeRequire(from: string): Require {
  const load = (request: unknown, waits: boolean): unknown => {
    if (typeof request !== 'string') throw new TypeError('require args must be a string')
    const path = native.resolve(from, request)
    const refused = waits ? undefined : rules.refusal(from, path)
    if (refused !== undefined) {
      throw new Error(`module '${request}' is not defined, required by '${from}': ${refused}`)
    }
    const known = requirers.get(path)
    if (known === undefined) requirers.set(path, new Set([from]))
    else known.add(from)
    return requireModule(path)
  }
  const require = (
    request: string,
    ok?: (exports: unknown) => void,
    failed?: (failure: object) => void,
  ): unknown => {
    if (typeof ok !== 'function') return load(request, false)
    // The form for other sub-packages: never throws, answers later.
    void Promise.resolve()
      .then(() => load(request, true))
      .then(ok, (error: unknown) => failed?.({ mod: request, errMsg: errorParts(error).message }))
    return undefined
  }
  require.async = (request: string): Promise<unknown> =>
    Promise.resolve()
      .then(() => load(request, true))
      .catch((error: unknown) => {
        throw { mod: request, errMsg: errorParts(error).message }
      })
  return require
}
