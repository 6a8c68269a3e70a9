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

const cache = new Map<string, Module>()

/** Runs a module (package path with extension) unless it has run, and gives its exports. */
export function requireModule(path: string): unknown {
  const known = cache.get(path)
  if (known !== undefined) return known.exports
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
  const load = (request: unknown): unknown => {
    if (typeof request !== 'string') throw new TypeError('require args must be a string')
    return requireModule(native.resolve(from, request))
  }
  const require = (
    request: string,
    ok?: (exports: unknown) => void,
    failed?: (failure: object) => void,
  ): unknown => {
    if (typeof ok !== 'function') return load(request)
    // The form for other sub-packages: never throws, answers later.
    void Promise.resolve()
      .then(() => load(request))
      .then(ok, (error: unknown) => failed?.({ mod: request, errMsg: errorParts(error).message }))
    return undefined
  }
  require.async = (request: string): Promise<unknown> =>
    Promise.resolve()
      .then(() => load(request))
      .catch((error: unknown) => {
        throw { mod: request, errMsg: errorParts(error).message }
      })
  return require
}
