/** Taps and touches of automation clients: the view's own where there is one, else what the logic can tell. */

import * as glassEasel from 'glass-easel'
import { dispatchViewEvent, type EventExtra } from '../events'
import { FoundNode, viewNodeOf } from '../selected-node'
import { clearTimer, post, setTimeout } from '../timers'
import { grantTap } from '../turn'
import { activate } from './activation'
import { askFields, nodeOfParams } from './handles'
import type { Method, Params } from './index'

/** ms after which a touch is a long press: WeChat's documented 350. */
const LONG_PRESS = 350
/** px that a finger may move and still tap. */
const TAP_SLOP = 10

export interface Touch {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
}

/** Gives an event to the element in a turn of its own, as if the view had reported it. */
export function send(node: FoundNode, type: string, detail: unknown, extra: EventExtra | null): Promise<Params> {
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

/** Calls a method of the view's node; false where no view is there to do it. */
export function callView(node: FoundNode, method: string, params: unknown): Promise<boolean> {
  return new Promise((resolve, reject) => {
    node.page.call(node.id, method, params, (failure) => {
      // The gesture may well have closed its own page.
      if (failure === null || failure === 'page destroyed') resolve(true)
      else if (failure.startsWith('not supported')) resolve(false)
      else reject(new Error(failure))
    })
  })
}

async function middle(node: FoundNode): Promise<Touch> {
  const box = await askFields(node, { rect: true, size: true })
  const number = (name: string): number => (typeof box[name] === 'number' ? (box[name] as number) : 0)
  const x = number('left') + number('width') / 2
  const y = number('top') + number('height') / 2
  return { identifier: 0, pageX: x, pageY: y, clientX: x, clientY: y }
}

function isSeen(element: glassEasel.Element, node: FoundNode): boolean {
  const { hidden } = node.properties()
  return hidden !== true && hidden !== '' && !/display\s*:\s*none/.test(element.style)
}

/** Where a finger on a component's host would land, as far as the tree tells: the first element, innermost. */
function underFinger(node: FoundNode): FoundNode {
  if (node.component === undefined) return node
  let found = node
  for (;;) {
    let next: FoundNode | undefined
    found.element.forEachNonVirtualComposedChild((child) => {
      if (!(child instanceof glassEasel.Element)) return true
      const inner = new FoundNode(child, node.page)
      if (inner.id === 0 || !isSeen(child, inner)) return true
      next = inner
      return false
    })
    if (next === undefined) return found
    found = next
  }
}

export async function tap(params: Params): Promise<Params> {
  const node = nodeOfParams(params)
  if (await callView(node, 'tap', null)) return {}
  const target = underFinger(node)
  const touch = await middle(target)
  const detail = { x: touch.pageX, y: touch.pageY }
  await send(target, 'touchstart', detail, { touches: [touch], changedTouches: [touch] })
  await send(target, 'touchend', detail, { touches: [], changedTouches: [touch] })
  await finishTap(target, touch)
  return {}
}

async function finishTap(target: FoundNode, touch: Touch): Promise<void> {
  const detail = { x: touch.pageX, y: touch.pageY }
  await send(target, 'tap', detail, { touches: [touch], changedTouches: [touch] })
  await activate(target, (node, type, given) => send(node, type, given, null))
}

/** A finger that is down where no view follows it. */
interface Press {
  target: FoundNode
  from: Touch
  timer: number
  moved: boolean
  long: boolean
}

let press: Press | undefined

function given(list: unknown): Touch[] | undefined {
  if (!Array.isArray(list)) return undefined
  return list.map((entry, index) => {
    const touch = (entry ?? {}) as Partial<Touch>
    const x = Number(touch.pageX ?? touch.clientX ?? 0)
    const y = Number(touch.pageY ?? touch.clientY ?? 0)
    return {
      ...touch,
      identifier: touch.identifier ?? index,
      pageX: x,
      pageY: y,
      clientX: Number(touch.clientX ?? x),
      clientY: Number(touch.clientY ?? y),
    }
  })
}

/** Touches as the client gave them; without any, one finger in the middle of the element. */
async function touchesOf(node: FoundNode, type: string, params: Params): Promise<{ touches: Touch[]; changedTouches: Touch[] }> {
  const touches = given(params.touches)
  // The JavaScript client's word is `changeTouches`.
  const changed = given(params.changedTouches ?? params.changeTouches)
  const ends = type === 'touchend' || type === 'touchcancel'
  if (touches === undefined && changed === undefined) {
    const one = await middle(node)
    return { touches: ends ? [] : [one], changedTouches: [one] }
  }
  const some = changed ?? touches ?? []
  const rest = touches ?? (ends ? [] : some)
  return { touches: rest, changedTouches: some.length > 0 ? some : rest.length > 0 ? rest : [await middle(node)] }
}

export function touch(type: string): Method {
  return async (params) => {
    const node = nodeOfParams(params)
    const given = await touchesOf(node, type, params)
    if (await callView(node, 'touch', { type, ...given })) return {}
    const target = type === 'touchstart' || press === undefined ? underFinger(node) : press.target
    const [first] = given.changedTouches
    const at = first ?? (await middle(target))
    await send(target, type, { x: at.pageX, y: at.pageY }, given)
    await follow(type, target, at)
    return {}
  }
}

/** Makes taps and long presses of touches, as a view does. */
async function follow(type: string, target: FoundNode, at: Touch): Promise<void> {
  if (type === 'touchstart') {
    lift()
    const started: Press = { target, from: at, timer: 0, moved: false, long: false }
    started.timer = setTimeout(() => {
      if (started.moved) return
      started.long = true
      const detail = { x: at.pageX, y: at.pageY }
      const extra = { touches: [at], changedTouches: [at] }
      for (const kind of ['longtap', 'longpress']) void send(target, kind, detail, extra).catch(() => undefined)
    }, LONG_PRESS)
    press = started
    return
  }
  if (press === undefined) return
  if (Math.hypot(at.pageX - press.from.pageX, at.pageY - press.from.pageY) > TAP_SLOP) press.moved = true
  if (type === 'touchmove') return
  const ended = lift()
  if (type === 'touchend' && ended !== undefined && !ended.moved && !(ended.long && listens(ended.target, 'longpress'))) {
    await finishTap(ended.target, at)
  }
}

function lift(): Press | undefined {
  const ended = press
  press = undefined
  if (ended !== undefined) clearTimer(ended.timer)
  return ended
}

/** Whether the node or one around it listens: a long press that is heard takes the place of the tap. */
function listens(node: FoundNode, type: string): boolean {
  for (let at: glassEasel.Element | null = node.element; at !== null; at = at.getComposedParent()) {
    if (viewNodeOf(at)?.listensTo(type) === true) return true
  }
  return false
}
