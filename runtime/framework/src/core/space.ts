/** The component space of the mini-program: loads pages and components when they are first needed. */

import * as glassEasel from 'glass-easel'
import * as adapter from 'glass-easel-miniprogram-adapter'
import { defineBuiltinBehaviors } from './builtin-behaviors'
import { reportError } from './errors'
import { keepFirstKeys } from './list-keys'
import { requireModule } from './modules'
import { native } from './native'
import { enterPackage } from './packages'
import { type ComponentConfig, componentConfig, hasPage } from './program'
import { queueReady } from './ready'
import { prepareTemplate } from './template'
import type { PageView } from './view/page-view'

export const env = new adapter.MiniProgramEnv()
export const codeSpace = env.createCodeSpace('', true)
const space = codeSpace.getComponentSpace()
space.updateComponentOptions({
  writeIdToDOM: true,
  // Properties live in `data`; on the element a property called `dataset` would hide the real one.
  writeFieldsToNode: false,
  // `this.onTap = debounce(this.onTap)` in onLoad is what `bindtap="onTap"` calls from then on.
  useMethodCallerListeners: true,
})

/** Components that are being or have been loaded. */
const loaded = new Set<string>()
/** Components with a placeholder: loaded after the page that uses them has been shown. */
const postponed = new Set<string>()

/** Path of the page or component whose script runs at top level, which `Component()` defines. */
let defining = ''
const registered = new Set<string>()
/** Scripts with the page or component that each defines. */
const owners = new Map<string, string>()

export function definingPath(): string {
  return defining
}

/** Runs `define` as the top level of the script of `path`: `Component()` in it defines that component. */
export function definingAs<T>(path: string, define: () => T): T {
  const outer = defining
  defining = path
  try {
    return define()
  } finally {
    defining = outer
  }
}

export function markRegistered(path: string): void {
  registered.add(path)
}

export function styleScopes(): glassEasel.StyleScopeManager {
  return space.styleScopeManager
}

export function setUpSpace(): void {
  keepFirstKeys()
  codeSpace.addStyleSheet('app', 'app')
  const overall = space.define().lifetime('attached', function attached(this: unknown) {
    const component = (this as { _$: glassEasel.GeneralComponent })._$
    const view = component.getBackendContext() as unknown as PageView | null
    view?.uses(component)
    queueReady(component)
  })
  codeSpace.setOverallBehavior(overall.registerBehavior() as unknown as glassEasel.GeneralBehavior)
  defineBuiltinBehaviors(codeSpace)
  // What stands in for a component that failed to load: an empty element.
  codeSpace.component('').definition({}).register()
}

/** Loads a component (path without extension, no leading slash) and those it uses, innermost first. */
export function loadComponent(path: string): void {
  if (loaded.has(path)) return
  loaded.add(path)
  const config = componentConfig(path)
  const placeholders = config.componentPlaceholder
  for (const [tag, used] of Object.entries(config.usingComponents)) {
    if (used.includes('://')) continue
    if (placeholders[tag] !== undefined) postponed.add(used)
    else loadComponent(used)
  }
  for (const fallback of Object.values(config.componentGenerics)) {
    if (fallback !== null && !fallback.includes('://')) loadComponent(fallback)
  }
  enterPackage(path)
  setStaticConfig(path, config, {})
  codeSpace.addStyleSheet(path, path, native.scopeName(path))
  try {
    codeSpace.addCompiledTemplate(path, prepareTemplate(native.template(path), new Set(Object.keys(placeholders))))
  } catch (error) {
    reportError(error, `${path}.wxml`)
  }
  run(path)
}

/** Takes a template anew; false where nothing has been made of this path. Instances stay as they are. */
export function replaceTemplate(path: string): boolean {
  if (!loaded.has(path)) return false
  try {
    const template = prepareTemplate(native.template(path))
    codeSpace.addCompiledTemplate(path, template)
    const definition = space.getComponentByUrlWithoutDefault(path, '')
    definition?.prepare()
    definition?.updateTemplate(template as unknown as Record<string, unknown>)
    return definition !== null
  } catch (error) {
    reportError(error, `${path}.wxml`)
    return false
  }
}

/** The page or component whose own script this module is. */
export function ownerOf(script: string): string | undefined {
  return owners.get(script)
}

/** The page is defined anew when it is next opened. */
export function forget(path: string): void {
  loaded.delete(path)
  registered.delete(path)
}

/** Loads what stood behind placeholders so far; glass-easel then swaps it in. */
export function loadPostponed(): void {
  if (postponed.size === 0) return
  const paths = [...postponed]
  postponed.clear()
  space.groupRegister(() => {
    for (const path of paths) loadComponent(path)
  })
}

export function hasPostponed(): boolean {
  return postponed.size > 0
}

function run(path: string): void {
  try {
    const script = native.scriptOf(path)
    if (script === '') {
      if (hasPage(path)) native.log('error', [], `page ${path} has no script: ${path}.js is missing`, '')
    } else {
      owners.set(script, path)
      definingAs(path, () => requireModule(script))
      if (!registered.has(path)) native.log('error', [], unregistered(path, script), '')
    }
  } catch (error) {
    reportError(error, `${hasPage(path) ? 'page' : 'component'} ${path}`)
  }
  if (!registered.has(path)) {
    codeSpace.component(path).definition({}).register()
    markRegistered(path)
  }
}

/** WeChat's words, and the mend. */
function unregistered(path: string, script: string): string {
  return hasPage(path)
    ? `Page "${path}" has not been registered yet: ${script} calls neither Page() nor Component() at its top level`
    : `Component is not found in path "${path}": ${script} does not call Component() at its top level`
}

interface StyleOptions {
  styleIsolation?: unknown
  addGlobalClass?: unknown
}

/**
 * The JSON of a component in the adapter's form. `options` are those of its definition; the JSON wins.
 * A page is `shared` unless it says otherwise, even where it is made with `Component()`.
 */
export function setStaticConfig(path: string, config: ComponentConfig, options: StyleOptions): void {
  const usingComponents: Record<string, string> = {}
  for (const [tag, used] of Object.entries(config.usingComponents)) {
    usingComponents[tag] = used.includes('://') ? used : `/${used}`
  }
  const componentGenerics: Record<string, true | { default?: string }> = {}
  for (const [name, fallback] of Object.entries(config.componentGenerics)) {
    componentGenerics[name] = fallback === null ? true : { default: `/${fallback}` }
  }
  const written = config.styleIsolation ?? options.styleIsolation
  const isolation = typeof written === 'string' ? written : undefined
  const isPage = hasPage(path)
  codeSpace.addComponentStaticConfig(path, {
    component: !isPage,
    usingComponents,
    componentGenerics,
    componentPlaceholder: config.componentPlaceholder,
    styleIsolation: (isolation ?? (isPage ? 'shared' : undefined)) as adapter.types.StyleIsolation,
    addGlobalClass: config.addGlobalClass || options.addGlobalClass === true,
    ...(config.pureDataPattern === null ? {} : { pureDataPattern: config.pureDataPattern }),
  })
}

glassEasel.addGlobalErrorListener((error, method, related) => {
  const is = typeof related === 'string' ? related : related?.is
  const kind = is !== undefined && hasPage(is) ? 'page' : 'component'
  reportError(error, [is === undefined ? '' : `${kind} ${is}`, method ?? ''].filter((part) => part !== '').join(' '))
  return false
})
/** Warnings come with every update that meets the cause; each is worth saying once. */
const warned = new Set<string>()
const MAX_WARNINGS = 1000
/**
 * Lists whose items lack the key (`wx:key="index"` is the habit of many) or that have no data yet work as
 * they should; WeChat says nothing of them either.
 */
const HARMLESS = [
  'Some keys are not unique while list updates: "".',
  'The for-list data is neither Array nor Object, got type "undefined".',
  'The for-list data is neither Array nor Object, got type "null".',
]

glassEasel.addGlobalWarningListener((message, related) => {
  const is = typeof related === 'string' ? related : related.is
  const text = is === '' ? message : `${is}: ${message}`
  if (HARMLESS.includes(message)) return false
  if (!warned.has(text) && warned.size < MAX_WARNINGS) {
    warned.add(text)
    native.log('warn', [JSON.stringify(message)], text, '')
  }
  return false
})
