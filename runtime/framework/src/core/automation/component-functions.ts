/** Helpers that clients call by name on built-in components: `input.input`, `swiper.swipeTo`… */

import { hooks } from '../hooks'
import type { FoundNode } from '../selected-node'
import { giveValue } from './activation'
import { callView, send } from './gestures'
import { askFields, nodeOfParams } from './handles'
import type { Params } from './index'

type Helper = (node: FoundNode, args: readonly unknown[]) => Promise<Params>

async function input(node: FoundNode, [value, confirm]: readonly unknown[]): Promise<Params> {
  const text = String(value ?? '')
  giveValue(node, 'value', text)
  await send(node, 'input', { value: text, cursor: text.length, keyCode: 0 }, null)
  if (confirm === true) await send(node, 'confirm', { value: text }, null)
  return {}
}

function scrollOffset(field: string): Helper {
  return async (node) => ({ result: (await askFields(node, { scrollOffset: true }))[field] ?? 0 })
}

const HELPERS: Record<string, Helper> = {
  'input.input': input,
  'textarea.input': input,
  'switch.tap': (node) => {
    const checked = node.properties().checked !== true
    giveValue(node, 'checked', checked)
    return send(node, 'change', { value: checked }, null)
  },
  'slider.slideTo': (node, [value]) => {
    giveValue(node, 'value', value)
    return send(node, 'change', { value }, null)
  },
  'swiper.swipeTo': async (node, [index]) => {
    if (await callView(node, 'swipeTo', { index: Number(index) || 0 })) return {}
    giveValue(node, 'current', index)
    await send(node, 'change', { current: index, currentItemId: '', source: 'touch' }, null)
    return send(node, 'animationfinish', { current: index, currentItemId: '', source: 'touch' }, null)
  },
  'movable-view.moveTo': async (node, [x, y]) => {
    if (await callView(node, 'moveTo', { x: Number(x) || 0, y: Number(y) || 0 })) return {}
    giveValue(node, 'x', x)
    giveValue(node, 'y', y)
    return send(node, 'change', { x, y, source: 'touch' }, null)
  },
  'scroll-view.scrollTo': async (node, [x, y]) => {
    const left = Number(x) || 0
    const top = Number(y) || 0
    if (await callView(node, 'scrollTo', { left, top, animated: false })) return {}
    giveValue(node, 'scroll-left', left)
    giveValue(node, 'scroll-top', top)
    return send(node, 'scroll', { scrollLeft: left, scrollTop: top, scrollWidth: 0, scrollHeight: 0, deltaX: 0, deltaY: 0 }, null)
  },
  'scroll-view.scrollTop': scrollOffset('scrollTop'),
  'scroll-view.scrollLeft': scrollOffset('scrollLeft'),
  'scroll-view.scrollWidth': scrollOffset('scrollWidth'),
  'scroll-view.scrollHeight': scrollOffset('scrollHeight'),
}

export async function callFunction(params: Params): Promise<Params> {
  const node = nodeOfParams(params)
  const name = String(params.functionName)
  const helper = Object.hasOwn(HELPERS, name) ? HELPERS[name] : undefined
  const wanted = name.split('.')[0]
  // Both text fields take either name.
  const fits = wanted === node.tag || (helper === input && (node.tag === 'input' || node.tag === 'textarea'))
  if (helper === undefined || !fits) throw new Error(`${name} not exists`)
  return helper(node, Array.isArray(params.args) ? params.args : [])
}

/** A method of VideoContext and its kin, on the component itself. */
export async function callContextMethod(params: Params): Promise<Params> {
  const node = nodeOfParams(params)
  const name = String(params.method)
  const context = hooks.facade?.contextOf(node) as Record<string, unknown> | null | undefined
  const method = context?.[name]
  if (typeof method !== 'function') throw new Error(`${node.tag}.${name} not exists`)
  return { result: (await method.apply(context, Array.isArray(params.args) ? params.args : [])) ?? null }
}
