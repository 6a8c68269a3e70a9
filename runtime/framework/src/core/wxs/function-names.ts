/** By what names the view finds the functions of a template's WXS modules. */

/** A function that a WXS module exports. */
export interface WxsReference {
  /** Path without `.wxs`, or `<template path>#<module>`. */
  module: string
  /** Names that lead from the module's exports to the function. */
  path: string[]
}

/** `[name, module]` for each module that has been loaded, in that order. */
export type LoadedModules = readonly (readonly [name: string, module: { exports: unknown }])[]

/** Exports nest this deep at most: `exports.a.b.c.fn`. */
const DEPTH = 4

/** Finds out which export of which module a function is. */
export class FunctionNames {
  readonly #loaded: LoadedModules
  readonly #known = new WeakMap<object, WxsReference>()

  constructor(loaded: LoadedModules) {
    this.#loaded = loaded
  }

  /** Undefined for a function that no module exports: one that a call has made. */
  find(fn: object): WxsReference | undefined {
    const known = this.#known.get(fn)
    if (known !== undefined) return known
    // Modules load when a template first runs, and may add to their exports at any time.
    for (const [module, { exports }] of this.#loaded) this.#scan(exports, module, [], DEPTH)
    return this.#known.get(fn)
  }

  #scan(value: unknown, module: string, path: string[], depth: number): void {
    if (typeof value === 'function') {
      // The first name stays: a module that hands on what it requires was loaded after that.
      if (!this.#known.has(value)) this.#known.set(value, { module, path })
    } else if (typeof value === 'object' && value !== null && depth > 0) {
      for (const [name, inner] of Object.entries(value)) this.#scan(inner, module, [...path, name], depth - 1)
    }
  }
}
