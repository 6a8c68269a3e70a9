/** The domain App: pages, `wx` calls and mocks, code in the logic. */

import { hooks } from '../hooks'
import { pageStack } from '../launch'
import { native } from '../native'
import type { Page } from '../page'
import { setTimeout } from '../timers'
import type { Method, Params } from './index'

/** Members that answer at once. Everything else takes callbacks. */
const SYNC = /^(create|get\w*Manager$|get\w*Info$|canI|on[A-Z]|off[A-Z]|base64ToArrayBuffer|arrayBufferToBase64|get\w*(Options|Pages|Performance)$)|Sync$/
const ASYNC_INFO = /^get(System|User|Auth|Setting|Storage|Image|Video|Saved\w*|BackgroundFetch)Info$/

const originals = new Map<string, PropertyDescriptor | undefined>()

export function describePage(page: Page): Params {
  return { pageId: page.id, path: page.route, query: page.params, renderer: 'webview' }
}

function wx(): Record<string, unknown> {
  return hooks.facade?.wx ?? {}
}

function isSync(method: string): boolean {
  return SYNC.test(method) && !ASYNC_INFO.test(method)
}

function callMember(method: string, args: unknown[]): unknown {
  const member = wx()[method]
  if (typeof member !== 'function') throw new Error(`wx.${method} not exists`)
  if (isSync(method)) return member(...args)
  return new Promise((resolve, reject) => {
    const options = typeof args[0] === 'object' && args[0] !== null ? args[0] : {}
    member({
      ...options,
      success: resolve,
      fail: (failure: { errMsg?: unknown }) => {
        reject(new Error(String(failure?.errMsg ?? '').replace(`${method}:fail `, '')))
      },
    })
  })
}

/** `source` is a function expression. */
function makeFunction(source: unknown): (...args: unknown[]) => unknown {
  const made = native.evaluate(`(${String(source)})`)
  if (typeof made !== 'function') throw new Error('functionDeclaration is not a function')
  return made as (...args: unknown[]) => unknown
}

function replaceMember(method: string, value: unknown): void {
  const target = wx()
  if (!originals.has(method)) originals.set(method, Object.getOwnPropertyDescriptor(target, method))
  Object.defineProperty(target, method, { value, writable: true, configurable: true, enumerable: true })
}

function restoreMember(method: string): void {
  const descriptor = originals.get(method)
  if (!originals.delete(method)) return
  if (descriptor === undefined) delete wx()[method]
  else Object.defineProperty(wx(), method, descriptor)
}

type Callbacks = Partial<Record<'success' | 'fail' | 'complete', (result: unknown) => void>>

/** A member that always answers `result`: returned, or given to the callbacks. */
function constantMember(method: string, result: unknown): (options?: Callbacks) => unknown {
  if (isSync(method)) return () => result
  const failed = String((result as { errMsg?: unknown } | null)?.errMsg ?? '').includes(':fail')
  return (options) => {
    const answer = (resolve: (value: unknown) => void, reject: (value: unknown) => void): void => {
      setTimeout(() => {
        ;(failed ? reject : resolve)(result)
        options?.complete?.(result)
      }, 0)
    }
    if (options?.success || options?.fail || options?.complete) {
      answer(
        (value) => options.success?.(value),
        (value) => options.fail?.(value),
      )
      return undefined
    }
    return new Promise(answer)
  }
}

export const appMethods: Record<string, Method> = {
  'App.getCurrentPage': () => {
    const page = pageStack().top
    if (page === undefined) throw new Error('no page')
    return describePage(page)
  },
  'App.getPageStack': () => ({ pageStack: pageStack().stack().map(describePage) }),
  'App.callWxMethod': async ({ method, args }) => ({
    result: await callMember(String(method), Array.isArray(args) ? args : []),
  }),
  'App.callFunction': async ({ functionDeclaration, args }) => ({
    result: await makeFunction(functionDeclaration)(...(Array.isArray(args) ? args : [])),
  }),
  'App.mockWxMethod': (params) => {
    const method = String(params.method)
    if (params.functionDeclaration !== undefined) {
      restoreMember(method)
      const original = wx()[method]
      const mock = makeFunction(params.functionDeclaration)
      const extra = Array.isArray(params.args) ? params.args : []
      replaceMember(method, (...args: unknown[]) => mock.apply({ origin: original }, [...args, ...extra]))
    } else if ('result' in params) {
      replaceMember(method, constantMember(method, params.result))
    } else {
      restoreMember(method)
    }
    return {}
  },
  'App.addBinding': ({ name }) => {
    const binding = String(name)
    Object.defineProperty(globalThis, binding, {
      value: (...args: unknown[]) => hooks.automation?.('App.bindingCalled', { name: binding, args }),
      writable: true,
      configurable: true,
    })
    return {}
  },
}
