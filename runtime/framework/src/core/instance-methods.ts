/** Methods of page and component instances that the adapter lacks, or has in another form. */

import * as adapter from 'glass-easel-miniprogram-adapter'
import type * as glassEasel from 'glass-easel'
import { builtinBehavior } from './builtin-behaviors'
import { write } from './console'
import { customTabBarOf } from './custom-tab-bar'
import { hooks } from './hooks'
import { setInitialRendering } from './initial-rendering'
import { identifyInstances } from './instance-identity'
import { routerFrom } from './instance-router'
import { native } from './native'
import { pageOfElement } from './page'
import { pluginRootOf } from './plugins'
import { measured, watchUpdates } from './update-performance'
import { bytesOverLimit, SLOW_MS, warnOfSetData } from './set-data-size'

interface Instance {
  _$: glassEasel.GeneralComponent
}

type Method = (this: Instance, ...args: never[]) => unknown

/** Plugins and the mini-program do not get hold of each other's components. */
function isForeign(from: Instance, found: unknown): boolean {
  const component = (found as Partial<Instance> | null | undefined)?._$
  return component !== undefined && pluginRootOf(component.is) !== pluginRootOf(from._$.is)
}

function refuse(method: string, instead: string): void {
  const text = `${method}:fail not supported: only pages of the Skyline renderer have it; use ${instead}`
  write('error', [text], new Error(text).stack ?? '')
}

/** A field is not set to `undefined`: it stays as it is, and WeChat says so. */
function withoutUndefined(data: object, is: string): object {
  const fields = data as Record<string, unknown>
  const missing = Object.keys(fields).filter((path) => fields[path] === undefined)
  if (missing.length === 0) return data
  for (const path of missing) {
    const text = `Setting data field "${path}" to undefined is invalid.`
    native.log('warn', [JSON.stringify(text)], `${is}: ${text}`, '')
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

export function installInstanceMethods(): void {
  const prototype = adapter.component.ComponentCaller.prototype as unknown as Record<string, Method>
  identifyInstances(prototype)
  const setData = prototype.setData as (this: Instance, data: unknown, callback?: unknown) => void
  const hasBehavior = prototype.hasBehavior as (this: Instance, behavior: unknown) => boolean
  const selectComponent = prototype.selectComponent as (this: Instance, selector: string, definition?: unknown) => unknown
  const selectAllComponents = prototype.selectAllComponents as (
    this: Instance,
    selector: string,
    definition?: unknown,
  ) => unknown[]
  const triggerEvent = prototype.triggerEvent as (this: Instance, name: string, detail: unknown, options: object) => void
  const own: Record<string, Method> = {
    // Apps hand a property of type Object on, whose default is null.
    triggerEvent(this: Instance, name: string, detail?: unknown, options?: object | null) {
      triggerEvent.call(this, name, detail, options ?? {})
    },
    // Behind the selector, glass-easel takes the definition that the component must have.
    selectComponent(this: Instance, selector: string, definition?: unknown) {
      const found = selectComponent.call(this, selector, definition)
      return isForeign(this, found) ? null : found
    },
    selectAllComponents(this: Instance, selector: string, definition?: unknown) {
      return selectAllComponents.call(this, selector, definition).filter((found) => !isForeign(this, found))
    },
    setData(this: Instance, data: unknown, callback?: unknown) {
      if (typeof data !== 'object' || data === null) {
        native.log('warn', [], `setData expects an object, got ${typeof data}`, new Error().stack ?? '')
        return
      }
      const given = withoutUndefined(data, this._$.is)
      const started = native.now()
      measured(this._$, given, () => setData.call(this, given, typeof callback === 'function' ? callback : undefined))
      const ms = native.now() - started
      const bytes = bytesOverLimit(given)
      if (bytes > 0 || ms > SLOW_MS) warnOfSetData(this._$, given, bytes, ms)
    },
    hasBehavior(this: Instance, behavior: unknown) {
      const known = typeof behavior === 'string' ? builtinBehavior(behavior) : behavior
      return known !== undefined && hasBehavior.call(this, known)
    },
    getPageId(this: Instance) {
      return `pageId:${pageOfElement(this._$)?.id ?? 0}`
    },
    getTabBar(this: Instance, callback?: (bar: unknown) => void) {
      const bar = customTabBarOf(pageOfElement(this._$))
      callback?.(bar)
      return bar
    },
    getOpenerEventChannel(this: Instance) {
      return pageOfElement(this._$)?.channel ?? {}
    },
    setUpdatePerformanceListener(this: Instance, options?: unknown, listener?: unknown) {
      watchUpdates(this._$, options, listener)
    },
    // No exception: pages made for Skyline show their contents without the animation.
    applyAnimatedStyle() {
      refuse('applyAnimatedStyle', 'this.animate')
    },
    clearAnimatedStyle() {
      refuse('clearAnimatedStyle', 'this.clearAnimation')
    },
    setInitialRenderingCache(this: Instance, data?: unknown) {
      setInitialRendering(this._$, data)
    },
    setPassiveEvent() {},
    getPassiveEvent(this: Instance, callback?: (config: object) => void) {
      callback?.({})
    },
  }
  for (const [name, method] of Object.entries({ ...own, ...hooks.facade?.instanceMethods })) {
    Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true })
  }
  const given: Record<string, (this: Instance) => unknown> = {
    router() {
      return routerFrom(this._$.is)
    },
    pageRouter() {
      return routerFrom(pageOfElement(this._$)?.route ?? this._$.is)
    },
    renderer: () => 'webview',
  }
  for (const [name, get] of Object.entries(given)) {
    // Scripts may have a field of that name.
    const set = function (this: Instance, value: unknown): void {
      Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true })
    }
    Object.defineProperty(prototype, name, { configurable: true, get, set })
  }
}
