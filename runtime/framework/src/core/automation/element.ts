/** The domain Element: what elements look like, and events on them. */

import type * as glassEasel from 'glass-easel'
import { camel, type FoundNode } from '../selected-node'
import { callContextMethod, callFunction } from './component-functions'
import { send, tap, touch } from './gestures'
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

async function property(node: FoundNode, name: string): Promise<unknown> {
  const own = node.properties()
  if (name === '__propPublic') {
    const asked = Object.fromEntries(Object.keys(own).map((key) => [key, true]))
    return node.component !== undefined ? asked : { value: true, checked: true, current: true, scrollTop: true, scrollLeft: true, ...asked }
  }
  // What the JavaScript client calls the place of a movable-view.
  if (name === '_translateX' || name === '_translateY') return property(node, name.slice(-1).toLowerCase())
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

/** Fields beside detail and touches go to the event as they are; minium nests them in `eventData`. */
async function dispatchEvent(params: Params): Promise<Params> {
  const { eventName, eventData, elementId, pageId, nodeId, videoId, $: selector, ...flat } = params
  const { touches, changedTouches, changeTouches, detail, scrollDetail, ...more } = (eventData ?? flat) as Params
  const name = String(eventName)
  if (selector !== undefined && selector !== null) {
    const inner = find({ ...params, selector })[0]
    if (inner === undefined) throw new Error('no such element')
    return dispatchEvent({ eventName, eventData: eventData ?? flat, ...handleOf(inner), pageId })
  }
  if (scrollDetail !== undefined) return scroll(params, scrollDetail as Params)
  const extra = {
    ...more,
    touches: (touches ?? []) as unknown[],
    changedTouches: (changedTouches ?? changeTouches ?? touches ?? []) as unknown[],
  }
  return send(nodeOfParams(params), name, detail ?? {}, extra)
}

/** minium's `scroll_to` of elements. */
async function scroll(params: Params, { scrollLeft, scrollTop }: Params): Promise<Params> {
  const node = nodeOfParams(params)
  if (node.tag === 'scroll-view') return callFunction({ ...params, functionName: 'scroll-view.scrollTo', args: [scrollLeft, scrollTop] })
  return send(node, 'scroll', { scrollLeft, scrollTop }, null)
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
  'Element.dispatchEvent': dispatchEvent,
  'Element.callFunction': callFunction,
  'Element.getData': (params) => ({ data: at(instanceOf(params).data, params.path) ?? null }),
  'Element.setData': (params) => setData(instanceOf(params), params.data),
  'Element.callMethod': (params) => callMethod(instanceOf(params), 'element', params),
  'Element.callContextMethod': callContextMethod,
}
