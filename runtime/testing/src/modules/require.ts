/** CommonJS for specs: the project's files, packages in `node_modules`, and what is built in. */

import { dirname } from 'pathe'
import { host } from '../host'

interface LoadedModule {
  exports: unknown
  id: string
  filename: string
  loaded: boolean
}

type Require = ((request: string) => unknown) & { resolve: (request: string) => string; cache: object }

const loaded = new Map<string, LoadedModule>()
const builtIn = new Map<string, () => unknown>()

/** What the loaded files say about the mini-programs that they want. */
const mentions = { project: false, client: false }

/** Whether the global `miniProgram` will be asked for something; a spec with the client starts its own. */
export function wantsProject(): boolean {
  return mentions.project && !mentions.client
}

/** Answers `require(name)` (and `node:name`) with what is in this bundle. */
export function provide(name: string, make: () => unknown): void {
  builtIn.set(name, make)
}

export function requireFrom(from: string): Require {
  const require = (request: string): unknown => {
    const known = builtIn.get(String(request).replace(/^node:/, ''))
    if (known !== undefined) return known()
    return load(host.resolve(from, String(request)))
  }
  return Object.assign(require, { resolve: (request: string) => host.resolve(from, request), cache: {} })
}

export function load(path: string): unknown {
  const known = loaded.get(path)
  if (known !== undefined) return known.exports
  if (!path.includes('/node_modules/')) {
    const text = host.readText(path)
    mentions.project ||= /\bminiProgram\b/.test(text)
    mentions.client ||= /\bautomator\b/.test(text)
  }
  const module: LoadedModule = { exports: {}, id: path, filename: path, loaded: false }
  loaded.set(path, module)
  try {
    host.module(path).call(module.exports, module.exports, requireFrom(path), module, path, dirname(path))
    module.loaded = true
  } catch (error) {
    loaded.delete(path)
    throw error
  }
  return module.exports
}

/** `jest.resetModules`. */
export function forgetModules(): void {
  loaded.clear()
}
