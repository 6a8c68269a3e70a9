/** Methods of page and component instances that the adapter lacks, or has in another form. */

import * as adapter from 'glass-easel-miniprogram-adapter'
import type * as glassEasel from 'glass-easel'
import { builtinBehavior } from './builtin-behaviors'
import { customTabBarOf } from './custom-tab-bar'
import { hooks } from './hooks'
import { native } from './native'
import { pageOfElement } from './page'

/** WeChat's bound on one `setData`. */
const MAX_SET_DATA = 1024 * 1024

interface Instance {
  _$: glassEasel.GeneralComponent
}

type Method = (this: Instance, ...args: never[]) => unknown

/** Rough JSON size, given up on once it is over the bound. */
function sizeOf(value: unknown, budget: number): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 5
  let size = 2
  if (Array.isArray(value)) {
    for (const item of value) {
      size += sizeOf(item, budget - size) + 1
      if (size > budget) return size
    }
    return size
  }
  for (const key of Object.keys(value)) {
    size += key.length + 4 + sizeOf((value as Record<string, unknown>)[key], budget - size)
    if (size > budget) return size
  }
  return size
}

export function installInstanceMethods(): void {
  const prototype = adapter.component.ComponentCaller.prototype as unknown as Record<string, Method>
  const setData = prototype.setData as (this: Instance, data: unknown, callback?: unknown) => void
  const hasBehavior = prototype.hasBehavior as (this: Instance, behavior: unknown) => boolean
  const own: Record<string, Method> = {
    setData(this: Instance, data: unknown, callback?: unknown) {
      if (typeof data !== 'object' || data === null) {
        native.log('warn', [], `setData expects an object, got ${typeof data}`, new Error().stack ?? '')
        return
      }
      if (sizeOf(data, MAX_SET_DATA) > MAX_SET_DATA) {
        native.log('warn', [], `${this._$.is}: setData of more than 1024 kB`, new Error().stack ?? '')
      }
      setData.call(this, data, typeof callback === 'function' ? callback : undefined)
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
    setUpdatePerformanceListener() {},
    setInitialRenderingCache() {},
    setPassiveEvent() {},
    getPassiveEvent(this: Instance, callback?: (config: object) => void) {
      callback?.({})
    },
  }
  for (const [name, method] of Object.entries({ ...own, ...hooks.facade?.instanceMethods })) {
    Object.defineProperty(prototype, name, { value: method, writable: true, configurable: true })
  }
  for (const name of ['router', 'pageRouter']) {
    Object.defineProperty(prototype, name, { configurable: true, get: routerOf })
  }
}

const ROUTES = ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack'] as const

function routerOf(this: Instance): Record<string, unknown> {
  const wx = hooks.facade?.wx ?? {}
  return Object.fromEntries(ROUTES.map((name) => [name, wx[name]]))
}
