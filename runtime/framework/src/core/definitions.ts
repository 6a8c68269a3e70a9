/** The globals `App`, `Page`, `Component`, `Behavior`, `getApp` and `getCurrentPages`. */

import type * as adapter from 'glass-easel-miniprogram-adapter'
import { builtinBehavior } from './builtin-behaviors'
import { reportError } from './errors'
import { type AppInstance, hooks } from './hooks'
import { native } from './native'
import { componentConfig } from './program'
import { identityOf, prepareRelations } from './relations'
import { codeSpace, definingPath, markRegistered, setStaticConfig } from './space'

type Fields = Record<string, unknown>
type AnyDefinition = adapter.types.GeneralComponentDefinition

/** What `getApp({allowDefault: true})` gives before `App()` has run; `App()` adopts its fields. */
let early: AppInstance | null = null

function App(definition: unknown = {}): void {
  if (hooks.app !== null) {
    reportError(new Error('App() is called more than once; the first call counts'), 'App')
    return
  }
  const app: AppInstance = early ?? {}
  if (typeof definition === 'object' && definition !== null) {
    const prototype = Object.getPrototypeOf(definition) as object | null
    if (prototype !== null && prototype !== Object.prototype) Object.setPrototypeOf(app, prototype)
    Object.defineProperties(app, Object.getOwnPropertyDescriptors(definition))
  }
  hooks.app = app
}

function getApp(options?: { allowDefault?: boolean }): AppInstance | undefined {
  if (hooks.app !== null) return hooks.app
  if (options?.allowDefault !== true) return undefined
  early ??= {}
  return early
}

/** Objects and arrays are copied; functions, class instances, maps, dates… are shared as they are. */
function copyFields(value: unknown, copies = new Map<object, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value
  const known = copies.get(value)
  if (known !== undefined) return known
  if (Array.isArray(value)) {
    const list: unknown[] = []
    copies.set(value, list)
    for (const item of value) list.push(copyFields(item, copies))
    return list
  }
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype !== Object.prototype && prototype !== null) return value
  const out: Fields = {}
  copies.set(value, out)
  for (const key of Object.keys(value)) out[key] = copyFields((value as Fields)[key], copies)
  return out
}

/** Keys of a Page definition that define it; everything else is a field of each instance. */
const PAGE_KEYS = new Set(['data', 'options', 'behaviors', 'observers', 'properties', 'lifetimes', 'pageLifetimes', 'relations', 'externalClasses'])

/** Keys that mean something in a Component and nothing in a Page. */
const COMPONENT_KEYS = new Set(['methods', 'export', 'definitionFilter', 'template', 'generics'])

function Page(definition: Fields = {}): void {
  const path = definingPath()
  if (path === '') throw new Error('Page() must be called by the script of a page, at its top level')
  const methods: Record<string, unknown> = {}
  const fields: Fields = {}
  const component: Fields = { methods }
  for (const key of Object.keys(definition)) {
    const value = definition[key]
    if (typeof value === 'function' && key !== 'data') methods[key] = value
    else if (PAGE_KEYS.has(key)) component[key] = value
    else {
      fields[key] = value
      // The `definitionFilter` of a behavior reads them: `storeBindings`, `computed`.
      if (!COMPONENT_KEYS.has(key)) component[key] = value
    }
  }
  register(path, component, fields)
}

function Component(definition?: Fields): unknown {
  const path = definingPath()
  if (path === '') throw new Error('Component() must be called by the script of a component, at its top level')
  if (definition === undefined) {
    markRegistered(path)
    return codeSpace.component(path).behavior(identityOf(path, codeSpace))
  }
  register(path, definition, null)
  return undefined
}

function register(path: string, definition: Fields, fields: Fields | null): void {
  const prepared = prepare(definition, path)
  const options = (definition.options ?? {}) as Fields
  if (options.styleIsolation !== undefined || options.addGlobalClass !== undefined) {
    setStaticConfig(path, componentConfig(path), options)
  }
  const builder = codeSpace.component(path).behavior(identityOf(path, codeSpace)).definition(prepared)
  if (fields !== null) {
    const methods = Object.keys(definition.methods as Fields)
    builder.init(function init(this: object) {
      Object.assign(this, copyFields(fields))
      bindMethods(this as Fields, methods)
    })
  }
  builder.register()
  markRegistered(path)
}

/** What `Page()` defines knows its page without being called on it: `setInterval(this.draw, 17)`. Components do not. */
function bindMethods(page: Fields, names: readonly string[]): void {
  for (const name of names) {
    const method = page[name]
    if (typeof method !== 'function') continue
    const value: unknown = method.bind(page)
    Object.defineProperty(value, 'name', { value: name })
    Object.defineProperty(page, name, { value, writable: true, configurable: true, enumerable: false })
  }
}

function Behavior(definition?: Fields): unknown {
  if (definition === undefined) return codeSpace.behavior()
  return codeSpace.behavior().definition(prepare(definition, definingPath())).register()
}
Behavior.trait = (...args: unknown[]): unknown =>
  (codeSpace.traitBehavior as (...rest: unknown[]) => unknown).apply(codeSpace, args)

/** A definition in the form that the adapter takes. */
function prepare(definition: Fields, path: string): AnyDefinition {
  const copy: Fields = { ...definition }
  if (Array.isArray(definition.behaviors)) {
    copy.behaviors = definition.behaviors.flatMap((behavior: unknown) => {
      if (typeof behavior === 'object' && behavior !== null && '_$' in behavior) return [behavior]
      const builtin = typeof behavior === 'string' ? builtinBehavior(behavior) : undefined
      if (builtin !== undefined) return [builtin]
      native.log('warn', [], `${path}: unknown behavior ${String(behavior)}`, '')
      return []
    })
  }
  copy.relations = prepareRelations(definition.relations, path, codeSpace)
  copy.methods = onlyFunctions(definition.methods, path, 'methods')
  copy.lifetimes = onlyFunctions(definition.lifetimes, path, 'lifetimes')
  copy.pageLifetimes = onlyFunctions(definition.pageLifetimes, path, 'pageLifetimes')
  if (typeof definition.properties === 'object' && definition.properties !== null) {
    copy.properties = Object.fromEntries(
      Object.entries(definition.properties).map(([name, property]) => [name, prepareProperty(property)]),
    )
  }
  if (!Array.isArray(definition.externalClasses)) delete copy.externalClasses
  if (typeof definition.data !== 'object' && typeof definition.data !== 'function') delete copy.data
  else if (definition.data === null) delete copy.data
  return copy as AnyDefinition
}

function onlyFunctions(group: unknown, path: string, name: string): Fields {
  const out: Fields = {}
  if (typeof group !== 'object' || group === null) return out
  // Classes as definitions keep their methods on the prototype.
  for (const key in group) {
    const value = (group as Fields)[key]
    if (typeof value === 'function') out[key] = value
    else if (value !== undefined && value !== null) {
      native.log('warn', [], `${path}: ${name}.${key} is not a function`, '')
    }
  }
  return out
}

/** An observer may be named instead of given. */
function prepareProperty(property: unknown): unknown {
  if (typeof property !== 'object' || property === null) return property
  const { observer } = property as { observer?: unknown }
  if (typeof observer !== 'string') return property
  return {
    ...property,
    observer(this: Fields, ...args: unknown[]) {
      const method = this[observer]
      if (typeof method === 'function') method.apply(this, args)
    },
  }
}

export const definitions = { App, Page, Component, Behavior, getApp }
