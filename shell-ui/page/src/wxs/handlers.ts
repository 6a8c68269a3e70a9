/** WXS event handlers: where they are bound, and the walk of an event past them and the logic's listeners. */

import { listenLevel } from '../core/listeners'
import { type PageElement, up, type WxsHandler } from '../core/node'
import { reportWxs } from './confinement'
import { descriptorOf, ownerOf } from './descriptor'
import { wxsFunction } from './modules'

/** Bits of the `wxsBind` operation, as in `listen`. */
const FLAG_CAPTURE = 1
const FLAG_REMOVED = 8
const MUT = 1
const CATCH = 2

/** Event types that any WXS function of this page has ever been bound to. */
const everBound = new Set<string>()

/** Applies a `wxsBind` operation. */
export function bindWxs(node: PageElement, type: string, flags: number, module: string, path: readonly string[]): void {
  everBound.add(type)
  const capture = (flags & FLAG_CAPTURE) !== 0
  const level = (flags >> 1) & 3
  node.$wxsOn ??= new Map()
  const others = (node.$wxsOn.get(type) ?? []).filter((known) => known.capture !== capture || known.level !== level)
  if ((flags & FLAG_REMOVED) === 0) others.push({ capture, level, module, path })
  if (others.length === 0) node.$wxsOn.delete(type)
  else node.$wxsOn.set(type, others)
}

/** True where a WXS function on the node or an ancestor handles `type`. */
export function chainHandles(target: PageElement, type: string): boolean {
  if (!everBound.has(type)) return false
  for (let at: PageElement | null = target; at !== null; at = up(at)) if (at.$wxsOn?.has(type)) return true
  return false
}

/** What an event carries, beside its targets. */
export interface WxsEventFields {
  timeStamp: number
  detail: unknown
  touches?: unknown
  changedTouches?: unknown
}

/** How far an event got. */
export interface Walk {
  /** Where a handler stopped it. */
  stopped?: { node: PageElement; capture: boolean }
  /** Whether it came past listeners of the logic. */
  reachedLogic: boolean
}

/**
 * Takes an event through its capture and bubble phases. WXS handlers are called; what the logic listens to is only
 * counted, and decides with `catch` and `mut-bind` just as it will there.
 */
export function walk(target: PageElement, type: string, bubbles: boolean, fields: WxsEventFields): Walk {
  const chain: PageElement[] = []
  for (let at: PageElement | null = target; at !== null; at = bubbles ? up(at) : null) if (at.$id !== undefined) chain.push(at)
  const walked: Walk = { reachedLogic: false }
  let mutated = false
  const visit = (node: PageElement, capture: boolean): boolean => {
    let highest = listenLevel(node, type, capture)
    if (highest !== undefined) walked.reachedLogic = true
    let refused = false
    for (const handler of node.$wxsOn?.get(type) ?? []) {
      if (handler.capture !== capture) continue
      highest = Math.max(highest ?? 0, handler.level)
      if (handler.level === MUT && mutated) continue
      const control = { stopped: false }
      refused = call(handler, node, eventFor(node, chain, type, fields, control)) === false || control.stopped || refused
    }
    if (refused || highest === CATCH) {
      walked.stopped = { node, capture }
      return false
    }
    if (highest === MUT) mutated = true
    return true
  }
  for (let index = chain.length - 1; index >= 0; index -= 1) {
    if (!visit(chain[index] as PageElement, true)) return walked
  }
  for (const node of chain) if (!visit(node, false)) break
  return walked
}

/** Calls the handler that an event of the logic has reached; `event` is what the logic's handlers get. */
export function callWxs(node: PageElement, type: string, flags: number, event: Record<string, unknown>): void {
  const capture = (flags & FLAG_CAPTURE) !== 0
  const level = (flags >> 1) & 3
  const handler = node.$wxsOn?.get(type)?.find((known) => known.capture === capture && known.level === level)
  if (handler !== undefined) call(handler, node, { ...event, instance: descriptorOf(node), stopPropagation() {}, preventDefault() {} })
}

function call({ module, path }: WxsHandler, node: PageElement, event: object): unknown {
  const where = `${module} ${path.join('.')}`
  try {
    const fn = wxsFunction(module, path)
    if (fn === undefined) {
      reportWxs('there is no such function in the view', where)
      return undefined
    }
    return fn.call(undefined, event, ownerOf(node))
  } catch (error) {
    reportWxs(error, where)
    return undefined
  }
}

/** An operation `wxsChange`: tells WXS of a property's new value. */
export function callChange(node: PageElement, name: string, module: string, path: readonly string[], values: { value?: unknown; old?: unknown }): void {
  const where = `${module} ${path.join('.')}, change:${name}`
  try {
    const fn = wxsFunction(module, path)
    if (fn === undefined) reportWxs('there is no such function in the view', where)
    else fn.call(undefined, values.value, values.old, ownerOf(node), descriptorOf(node))
  } catch (error) {
    reportWxs(error, where)
  }
}

function eventFor(node: PageElement, chain: readonly PageElement[], type: string, fields: WxsEventFields, control: { stopped: boolean }): object {
  // Handlers see the target that stands in the same template.
  const target = chain.find((at) => at.$host === node.$host) ?? node
  return {
    type,
    ...fields,
    target: targetOf(target),
    currentTarget: targetOf(node),
    mark: marksOf(target),
    instance: descriptorOf(node),
    stopPropagation() {
      control.stopped = true
    },
    preventDefault() {},
  }
}

function targetOf(node: PageElement): object {
  return {
    id: node.id,
    dataset: { ...node.$dataset },
    // Layout is asked only when somebody reads it.
    get offsetLeft() {
      return node.offsetLeft
    },
    get offsetTop() {
      return node.offsetTop
    },
  }
}

/** `mark:` values from the node outwards, within its template; the inner one counts. */
function marksOf(node: PageElement): Record<string, unknown> {
  const marks: Record<string, unknown> = {}
  for (let at: PageElement | null = node; at !== null; at = up(at)) {
    if (at.$host === node.$host && at.$mark !== undefined) Object.assign(marks, { ...at.$mark, ...marks })
  }
  return marks
}
