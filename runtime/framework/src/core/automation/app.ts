/** The domain App: pages, `wx` calls and mocks, code in the logic. */

import { hooks } from '../hooks'
import { pageStack } from '../launch'
import { native } from '../native'
import type { Page } from '../page'
import { pluginWx, publicRoute } from '../plugins'
import { setTimeout } from '../timers'
import type { Method, Params } from './index'
import { portable } from './portable'

/** Names that answer at once, for members that the table does not have: a mini-program may add its own. */
const SYNC = /^(create[A-Z]|canIUse|on[A-Z]|off[A-Z])|(Sync|Manager)$/

/** A success that comes sooner than this would come before the scroll it reports is over. */
const SCROLL_MS = 350

/** How long a mocked call takes: never in the turn that made it. */
const MOCK_MS = 4

type Wx = Record<string, unknown>

/** What mocks have replaced, by the `wx` that they did it in. */
const replaced = new WeakMap<Wx, Map<string, PropertyDescriptor | undefined>>()

export function describePage(page: Page): Params {
  return { pageId: page.id, path: publicRoute(page.route), query: page.params, renderer: 'webview' }
}

/** The `wx` that a call means: the mini-program's, or that of the plugin `pluginId`. */
function wxFor({ pluginId }: Params): Wx {
  if (pluginId === undefined || pluginId === null || pluginId === '') return hooks.facade?.wx ?? {}
  const wx = pluginWx(String(pluginId))
  if (wx === undefined) throw new Error(`plugin ${String(pluginId)} is not there`)
  return wx
}

function isSync(method: string): boolean {
  const kind = hooks.facade?.kindOf(method)
  return kind === undefined ? SYNC.test(method) : kind !== 'async' && kind !== 'task'
}

function callMember(wx: Wx, method: string, args: unknown[]): unknown {
  const member = wx[method]
  if (typeof member !== 'function') throw new Error(`wx.${method} not exists`)
  if (isSync(method)) return member(...args)
  return new Promise((resolve, reject) => {
    const options = typeof args[0] === 'object' && args[0] !== null ? args[0] : {}
    member({
      ...options,
      success: (result: unknown) => {
        if (method === 'pageScrollTo') setTimeout(() => resolve(result), SCROLL_MS)
        else resolve(result)
      },
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

function replaceMember(wx: Wx, method: string, value: unknown): void {
  let originals = replaced.get(wx)
  if (originals === undefined) {
    originals = new Map()
    replaced.set(wx, originals)
  }
  if (!originals.has(method)) originals.set(method, Object.getOwnPropertyDescriptor(wx, method))
  Object.defineProperty(wx, method, { value, writable: true, configurable: true, enumerable: true })
}

function restoreMember(wx: Wx, method: string): void {
  const originals = replaced.get(wx)
  const descriptor = originals?.get(method)
  if (originals?.delete(method) !== true) return
  if (descriptor === undefined) delete wx[method]
  else Object.defineProperty(wx, method, descriptor)
}

type Callbacks = Partial<Record<'success' | 'fail' | 'complete', (result: unknown) => void>>

/** A member that always answers `result`: returned, or given to the callbacks. */
function constantMember(method: string, result: unknown): (options?: Callbacks) => unknown {
  if (isSync(method)) return () => result
  const how = isFailure(result) ? 'fail' : 'success'
  return (options) => {
    if (options?.success || options?.fail || options?.complete) {
      setTimeout(() => settle(result, how, options), MOCK_MS)
      return undefined
    }
    return new Promise((resolve, reject) => {
      setTimeout(() => (how === 'fail' ? reject : resolve)(result), MOCK_MS)
    })
  }
}

/** Whatever the promise of a function mock gives goes to the callbacks, as WeChat's tools do it. */
function functionMember(
  wx: Wx,
  method: string,
  mock: (...args: unknown[]) => unknown,
  extra: readonly unknown[],
): unknown {
  const origin = wx[method]
  return (...args: unknown[]) => {
    const result = mock.apply({ origin }, [...args, ...extra])
    const options = (typeof args[0] === 'object' && args[0] !== null ? args[0] : {}) as Callbacks
    const waits = Boolean(options.success || options.fail || options.complete)
    if (isSync(method) || !waits || !(result instanceof Promise)) return result
    result.then(
      (value: unknown) => settle(value, isFailure(value) ? 'fail' : 'success', options),
      (error: unknown) => settle({ errMsg: `${method}:fail ${error instanceof Error ? error.message : String(error)}` }, 'fail', options),
    )
    return undefined
  }
}

function settle(result: unknown, how: 'success' | 'fail', options: Callbacks): void {
  options[how]?.(result)
  options.complete?.(result)
}

function isFailure(result: unknown): boolean {
  return String((result as { errMsg?: unknown } | null | undefined)?.errMsg ?? '').includes(':fail')
}

export const appMethods: Record<string, Method> = {
  'App.getCurrentPage': () => {
    const page = pageStack().top
    if (page === undefined) throw new Error('no page')
    return describePage(page)
  },
  'App.getPageStack': () => ({ pageStack: pageStack().stack().map(describePage) }),
  'App.callWxMethod': async (params) => {
    return { result: await callMember(wxFor(params), String(params.method), Array.isArray(params.args) ? params.args : []) }
  },
  'App.callFunction': async ({ functionDeclaration, args }) => ({
    result: await makeFunction(functionDeclaration)(...(Array.isArray(args) ? args : [])),
  }),
  'App.mockWxMethod': (params) => {
    const method = String(params.method)
    const wx = wxFor(params)
    if (params.functionDeclaration !== undefined) {
      restoreMember(wx, method)
      const extra = Array.isArray(params.args) ? params.args : []
      replaceMember(wx, method, functionMember(wx, method, makeFunction(params.functionDeclaration), extra))
    } else if ('result' in params) {
      replaceMember(wx, method, constantMember(method, params.result))
    } else {
      restoreMember(wx, method)
    }
    return {}
  },
  'App.addBinding': ({ name }) => {
    const binding = String(name)
    Object.defineProperty(globalThis, binding, {
      value: (...args: unknown[]) => hooks.automation?.('App.bindingCalled', { name: binding, args: portable(args) }),
      writable: true,
      configurable: true,
    })
    return {}
  },
}
