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
}

let rules: ModuleRules = { enter: () => {}, refusal: () => undefined }
const cache = new Map<string, Module>()

export function setModuleRules(next: ModuleRules): void {
  rules = next
}

/** Runs a module (package path with extension) unless it has run, and gives its exports. */
export function requireModule(path: string): unknown {
  const known = cache.get(path)
  if (known !== undefined) return known.exports
  rules.enter(path)
  const run: ModuleFunction = native.module(path)
  const module: Module = { exports: {} }
  // Registered before it runs: modules that require each other see what is exported so far.
  cache.set(path, module)
  try {
    run(makeRequire(path), module, module.exports)
  } catch (error) {
    cache.delete(path)
    throw error
  }
  return module.exports
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
