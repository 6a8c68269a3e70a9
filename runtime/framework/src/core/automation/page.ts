/** The domain Page: elements, data, methods, window properties. */

import type * as glassEasel from 'glass-easel'
import type { Page } from '../page'
import { ask, at, handleOf, pageOfParams } from './handles'
import type { Method, Params } from './index'
import { selectAll } from './selector'
import { selectXpath } from './xpath/evaluate'
import { native } from '../native'

function find(page: Page, selector: unknown): glassEasel.Element[] {
  const component = page.component
  if (component === undefined) throw new Error('page destroyed')
  if (selector === 'page') return [component]
  const root = component.getShadowRoot()
  return root === null ? [] : selectAll(root, String(selector))
}

type Instance = Record<string, unknown> & { setData?: (data: unknown, done: () => void) => void }

export function setData(instance: Instance, data: unknown): Promise<Params> {
  return new Promise((resolve) => instance.setData?.(data, () => resolve({})))
}

export async function callMethod(instance: Instance, what: string, params: Params): Promise<Params> {
  const name = String(params.method)
  const method = instance[name]
  if (typeof method !== 'function') throw new Error(`${what}.${name} not exists`)
  return { result: await method.apply(instance, Array.isArray(params.args) ? params.args : []) }
}

/** Dotted paths on the view's `window`, as far as the view tells of them. */
function windowProperty(name: string, facts: Params): unknown {
  const { width, height, scrollTop, scrollLeft, scrollWidth, scrollHeight } = facts
  switch (name) {
    case 'innerWidth':
      return width
    case 'innerHeight':
      return height
    case 'scrollX':
      return scrollLeft
    case 'scrollY':
      return scrollTop
    case 'devicePixelRatio':
      return facts.pixelRatio
  }
  const last = name.split('.').pop() ?? ''
  const shown: Params = { scrollTop, scrollLeft, scrollWidth, scrollHeight, clientWidth: width, clientHeight: height }
  return shown[last] ?? null
}

function findByPath(params: Params): glassEasel.Element[] {
  const component = pageOfParams(params).component
  if (component === undefined) throw new Error('page destroyed')
  return selectXpath(component, String(params.selector))
}

function first(found: readonly glassEasel.Element[]): Params {
  const element = found[0]
  if (element === undefined) throw new Error('no such element')
  return handleOf(element)
}

/** Runs a function in the page's document. Its text is checked here: a view would only stay silent. */
function callInView(params: Params): Promise<unknown> {
  const page = pageOfParams(params)
  const source = `(${String(params.functionDeclaration)})`
  if (typeof native.evaluate(source) !== 'function') throw new Error('functionDeclaration is not a function')
  return new Promise((resolve, reject) => {
    page.runInView(source, Array.isArray(params.args) ? params.args : [], (failure, result) => {
      if (failure === null) resolve({ result })
      else reject(new Error(failure))
    })
  })
}

export const pageMethods: Record<string, Method> = {
  'Page.getElement': (params) => first(find(pageOfParams(params), params.selector)),
  'Page.getElements': (params) => ({ elements: find(pageOfParams(params), params.selector).map(handleOf) }),
  'Page.getElementByXpath': (params) => first(findByPath(params)),
  'Page.getElementsByXpath': (params) => ({ elements: findByPath(params).map(handleOf) }),
  'Page.callFunction': callInView,
  /** Beyond WeChat's protocol: what a page without a view would show. */
  'Page.getViewTree': (params) => ask(pageOfParams(params), 'tree', {}),
  'Page.getData': (params) => ({ data: at(pageOfParams(params).instance.data, params.path) ?? null }),
  'Page.setData': (params) => setData(pageOfParams(params).instance as Instance, params.data),
  'Page.callMethod': (params) => callMethod(pageOfParams(params).instance, 'page', params),
  'Page.getWindowProperties': async (params) => {
    const page = pageOfParams(params)
    const viewport = (await ask(page, 'viewport', {})) as Params
    const more = (await ask(page, 'windowProperties', {})) as Params
    const names = Array.isArray(params.names) ? params.names.map(String) : []
    return { properties: names.map((name) => windowProperty(name, { ...more, ...viewport })) }
  },
}
