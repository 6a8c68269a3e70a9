/** WXS event handlers and `change:` listeners that run in the page's view: the logic only says where they are. */

import type * as glassEasel from 'glass-easel'
import { type EventExtra, publicEvent } from '../events'
import { native } from '../native'
import { Op } from '../protocol'
import type { PageView } from '../view/page-view'
import { ViewNode } from '../view/view-node'
import type { FunctionNames, WxsReference } from './function-names'

type Listener = glassEasel.EventListener<unknown>

export interface Phase {
  final: boolean
  mutated: boolean
  capture: boolean
}

const viewRunsWxs = native.viewRunsWxs()

/** Listeners that stand for handlers in the view, by type and phase. */
const bound = new WeakMap<glassEasel.Element, Map<string, Listener>>()

/** Flags of `listen` and `wxsBind`. */
function flagsOf({ final, mutated, capture }: Phase): number {
  return (capture ? 1 : 0) | ((final ? 2 : mutated ? 1 : 0) << 1)
}

function viewNodeOf(element: glassEasel.Element): ViewNode | undefined {
  const node: unknown = element.getBackendElement()
  return node instanceof ViewNode ? node : undefined
}

/**
 * Binds a WXS function where the view will call it. False where that cannot be: no view runs WXS, the host is
 * virtual, or the function has no name.
 */
export function bindInView(
  element: glassEasel.Element,
  type: string,
  handler: object,
  phase: Phase,
  names: FunctionNames,
): boolean {
  const found = find(element, handler, names)
  if (found === undefined) return false
  unbindInView(element, type, phase)
  const { node, reference } = found
  const flags = flagsOf(phase)
  const listener: Listener = (event) => {
    const ran = (event.extraFields as EventExtra | undefined)?.wxs
    // The view has called the handler, and knows whether it stopped the event.
    if (ran !== undefined) return ran[0] === node.id && ran[1] === (flags & 1) ? false : undefined
    node.view.push([Op.wxsEvent, node.id, type, flags, publicEvent(event)])
    return undefined
  }
  node.withoutListening(() => element.addListener(type, listener, phase))
  let listeners = bound.get(element)
  if (listeners === undefined) {
    listeners = new Map()
    bound.set(element, listeners)
  }
  listeners.set(`${flags}${type}`, listener)
  node.bindWxs(type, flags, reference.module, reference.path)
  return true
}

/** Takes back what `bindInView` did. */
export function unbindInView(element: glassEasel.Element, type: string, phase: Phase): void {
  const flags = flagsOf(phase)
  const listeners = bound.get(element)
  const listener = listeners?.get(`${flags}${type}`)
  if (listener === undefined) return
  listeners?.delete(`${flags}${type}`)
  const node = viewNodeOf(element)
  node?.withoutListening(() => element.removeListener(type, listener, phase))
  node?.bindWxs(type, flags | 8, '', [])
}

/**
 * A method was bound. Where a WXS function listens to the same, glass-easel tells no change, and the view must
 * know that the logic listens, too.
 */
export function announceListener(element: glassEasel.Element, type: string, phase: Phase): void {
  const listeners = bound.get(element)
  if (listeners === undefined) return
  const flags = flagsOf(phase)
  for (const key of listeners.keys()) {
    if ((Number(key[0]) & 1) === (flags & 1) && key.slice(1) === type) {
      viewNodeOf(element)?.setListenerStats(type, phase.capture, (flags >> 1) as glassEasel.EventMutLevel)
    }
  }
}

/** Has the view call a `change:` listener; false as with `bindInView`. */
export function changeInView(
  element: glassEasel.Element,
  name: string,
  listener: object,
  names: FunctionNames,
  value: unknown,
  old: unknown,
): boolean {
  const found = find(element, listener, names)
  if (found === undefined) return false
  const { node, reference } = found
  node.view.push([Op.wxsChange, node.id, name, reference.module, reference.path, { value, old }])
  return true
}

function find(
  element: glassEasel.Element,
  handler: object,
  names: FunctionNames,
): { node: ViewNode; reference: WxsReference } | undefined {
  if (!viewRunsWxs) return undefined
  const node = viewNodeOf(element)
  const reference = node === undefined ? undefined : names.find(handler)
  if (node === undefined || reference === undefined) return undefined
  sendModule(node.view, reference.module)
  return { node, reference }
}

function sendModule(view: PageView, module: string): void {
  if (!view.needsWxs(module)) return
  for (const required of native.viewWxs(view.pageId, module)) sendModule(view, required)
}
