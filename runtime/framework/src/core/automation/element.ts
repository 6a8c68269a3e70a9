/** The domain Element: what elements look like, and events on them. */

import type * as glassEasel from 'glass-easel'
import { dispatchViewEvent, type EventExtra } from '../events'
import { camel, type FoundNode, viewNodeOf } from '../selected-node'
import { post } from '../timers'
import { grantTap } from '../turn'
import { activate } from './activation'
import { ask, askFields, at, elementOfParams, handleOf, nodeOfParams } from './handles'
import type { Method, Params } from './index'
import { callMethod, setData } from './page'
import { selectAll } from './selector'
import { innerText, innerWxml, outerWxml } from './wxml'

type Instance = Record<string, unknown>

function find(params: Params): glassEasel.Element[] {
  const element = elementOfParams(params)
  const selector = String(params.selector)
  const shadow = element.asGeneralComponent()?.getShadowRoot()
  const inside = shadow ? selectAll(shadow, selector) : []
  return inside.length > 0 ? inside : selectAll(element, selector)
}

function names(params: Params): string[] {
  return Array.isArray(params.names) ? params.names.map(String) : []
}

function instanceOf(params: Params): Instance {
  const component = elementOfParams(params).asGeneralComponent()
  if (component === null) throw new Error('no such element')
  return component.getMethodCaller() as unknown as Instance
}

/** Gives an event to the element in a turn of its own, as if the view had reported it. */
function send(node: FoundNode, type: string, detail: unknown, extra: EventExtra | null): Promise<Params> {
  return new Promise((resolve, reject) => {
    post(() => {
      const target = viewNodeOf(node.element)
      if (target === undefined) {
        reject(new Error('no such element'))
        return
      }
      if (type === 'tap') grantTap()
      dispatchViewEvent(target, type, detail, extra, node.page.age)
      resolve({})
    })
  })
}

async function center(node: FoundNode): Promise<{ x: number; y: number }> {
  const box = await askFields(node, { rect: true, size: true })
  const number = (name: string): number => (typeof box[name] === 'number' ? (box[name] as number) : 0)
  return { x: number('left') + number('width') / 2, y: number('top') + number('height') / 2 }
}

function touchAt({ x, y }: { x: number; y: number }): Params {
  return { identifier: 0, pageX: x, pageY: y, clientX: x, clientY: y }
}

async function tap(params: Params): Promise<Params> {
  const node = nodeOfParams(params)
  const point = await center(node)
  const touch = touchAt(point)
  await send(node, 'touchstart', point, { touches: [touch], changedTouches: [touch] })
  await send(node, 'touchend', point, { touches: [], changedTouches: [touch] })
  if (await tapInView(node)) return {}
  await send(node, 'tap', point, { touches: [touch], changedTouches: [touch] })
  await activate(node, (target, type, detail) => send(target, type, detail, null))
  return {}
}

/** A real view taps itself, with what buttons and fields do then; false where there is none. */
function tapInView(node: FoundNode): Promise<boolean> {
  return new Promise((resolve, reject) => {
    node.page.call(node.id, 'tap', null, (failure) => {
      // The tap may well have closed its own page.
      if (failure === null || failure === 'page destroyed') resolve(true)
      else if (failure.startsWith('not supported')) resolve(false)
      else reject(new Error(failure))
    })
  })
}

function touch(type: string): Method {
  return (params) => {
    const changed = params.changedTouches ?? params.touches ?? []
    const extra = { touches: (params.touches ?? []) as unknown[], changedTouches: changed as unknown[] }
    return send(nodeOfParams(params), type, {}, extra)
  }
}

async function property(node: FoundNode, name: string): Promise<unknown> {
  const own = node.properties()
  if (name === '__propPublic') {
    const asked = Object.fromEntries(Object.keys(own).map((key) => [key, true]))
    return { value: true, checked: true, current: true, scrollTop: true, scrollLeft: true, ...asked }
  }
  if (node.component === undefined) {
    const live = (await askFields(node, { properties: [name] })).properties as Params | undefined
    if (live?.[name] !== undefined) return live[name]
  }
  return own[name] ?? null
}

async function domProperty(node: FoundNode, name: string): Promise<unknown> {
  switch (name) {
    case 'innerText':
    case 'textContent':
      return innerText(node.element)
    case 'offsetWidth':
    case 'clientWidth':
      return (await askFields(node, { size: true })).width ?? 0
    case 'offsetHeight':
    case 'clientHeight':
      return (await askFields(node, { size: true })).height ?? 0
    case 'scrollTop':
    case 'scrollLeft':
    case 'scrollWidth':
    case 'scrollHeight':
      return (await askFields(node, { scrollOffset: true }))[name] ?? 0
    case 'id':
      return node.elementId
    case 'className':
      return node.element.class
    case 'tagName':
      return node.tag
    default:
      return null
  }
}

function attribute(node: FoundNode, name: string): unknown {
  if (name === 'id') return node.elementId
  if (name === 'class') return node.element.class
  if (name === 'style') return node.element.style
  if (name.startsWith('data-')) {
    const key = camel(name.slice(5))
    return node.dataset()[key] ?? null
  }
  return node.properties()[camel(name)] ?? null
}

/** Helpers that the client calls by name on built-ins. */
async function callFunction(params: Params): Promise<Params> {
  const node = nodeOfParams(params)
  const [first, second] = Array.isArray(params.args) ? params.args : []
  const name = String(params.functionName)
  const set = (values: Params): void => {
    for (const [key, value] of Object.entries(values)) node.element.setAttribute(key, value)
  }
  switch (name) {
    case 'input.input':
    case 'textarea.input':
      set({ value: first })
      viewNodeOf(node.element)?.modelListeners?.get('value')?.(first)
      await send(node, 'input', { value: first, cursor: String(first).length }, null)
      return second === true ? send(node, 'confirm', { value: first }, null) : {}
    case 'switch.tap': {
      const checked = node.properties().checked !== true
      set({ checked })
      viewNodeOf(node.element)?.modelListeners?.get('checked')?.(checked)
      return send(node, 'change', { value: checked }, null)
    }
    case 'slider.slideTo':
      set({ value: first })
      viewNodeOf(node.element)?.modelListeners?.get('value')?.(first)
      return send(node, 'change', { value: first }, null)
    case 'swiper.swipeTo':
      set({ current: first })
      return send(node, 'change', { current: first, source: 'touch' }, null)
    case 'movable-view.moveTo':
      set({ x: first, y: second })
      return send(node, 'change', { x: first, y: second, source: 'touch' }, null)
    case 'scroll-view.scrollTo':
      node.page.call(node.id, 'scrollTo', { left: first, top: second, animated: false })
      return {}
    case 'scroll-view.scrollTop':
    case 'scroll-view.scrollLeft':
    case 'scroll-view.scrollWidth':
    case 'scroll-view.scrollHeight': {
      const field = name.split('.')[1] ?? ''
      return { result: (await askFields(node, { scrollOffset: true }))[field] ?? 0 }
    }
    default:
      throw new Error(`${name} not exists`)
  }
}

export const elementMethods: Record<string, Method> = {
  'Element.getElement': (params) => {
    const element = find(params)[0]
    if (element === undefined) throw new Error('no such element')
    return handleOf(element)
  },
  'Element.getElements': (params) => ({ elements: find(params).map(handleOf) }),
  'Element.getDOMProperties': async (params) => {
    const node = nodeOfParams(params)
    return { properties: await Promise.all(names(params).map((name) => domProperty(node, name))) }
  },
  'Element.getAttributes': (params) => {
    const node = nodeOfParams(params)
    return { attributes: names(params).map((name) => attribute(node, name)) }
  },
  'Element.getProperties': async (params) => {
    const node = nodeOfParams(params)
    return { properties: await Promise.all(names(params).map((name) => property(node, name))) }
  },
  'Element.getStyles': async (params) => {
    const wanted = names(params)
    const result = await askFields(nodeOfParams(params), { computedStyle: wanted })
    const styles = (result.computedStyle ?? {}) as Params
    return { styles: wanted.map((name) => styles[name] ?? '') }
  },
  'Element.getOffset': async (params) => {
    const node = nodeOfParams(params)
    const box = await askFields(node, { rect: true })
    const viewport = (await ask(node.page, 'viewport', {})) as Params
    return {
      left: Number(box.left ?? 0) + Number(viewport.scrollLeft ?? 0),
      top: Number(box.top ?? 0) + Number(viewport.scrollTop ?? 0),
    }
  },
  'Element.getWXML': (params) => {
    const element = elementOfParams(params)
    return { wxml: params.type === 'outer' ? outerWxml(element) : innerWxml(element) }
  },
  'Element.tap': tap,
  'Element.touchstart': touch('touchstart'),
  'Element.touchmove': touch('touchmove'),
  'Element.touchend': touch('touchend'),
  'Element.touchcancel': touch('touchcancel'),
  'Element.triggerEvent': (params) => send(nodeOfParams(params), String(params.type), params.detail ?? {}, null),
  'Element.dispatchEvent': (params) => {
    const data = (params.eventData ?? params) as Params
    const changed = (data.changedTouches ?? data.changeTouches ?? []) as unknown[]
    const extra = { touches: (data.touches ?? []) as unknown[], changedTouches: changed }
    return send(nodeOfParams(params), String(params.eventName), data.detail ?? {}, extra)
  },
  'Element.callFunction': callFunction,
  'Element.getData': (params) => ({ data: at(instanceOf(params).data, params.path) ?? null }),
  'Element.setData': (params) => setData(instanceOf(params), params.data),
  'Element.callMethod': (params) => callMethod(instanceOf(params), 'element', params),
  'Element.callContextMethod': async (params) => {
    const node = nodeOfParams(params)
    const [options] = Array.isArray(params.args) ? params.args : []
    node.page.call(node.id, String(params.method), options ?? {})
    return { result: null }
  },
}
