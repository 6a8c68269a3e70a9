import { WxElement } from '../components/base'
import { nearestNode, type PageElement, up } from '../core/node'
import type { Json } from '../protocol'
import { preventScroll } from './catch-move'
import { beginDrag, beginPinch, endDrag, endPinch, limitDrag, moveDrag, movePinch } from './drags'
import { beginHover, cancelHover, endHover } from './hover'
import { isHeard, raise } from './raise'
import { isBlocked, offsetsFor, type TouchPoint, tapAt } from './tap'

/** px a finger may move and still tap. */
const TAP_SLOP = 10
/** ms after which a touch is a long press: WeChat's documented 350. */
const LONG_PRESS_MS = 350
/** Mouse events that a webview makes up after a touch come within this time, ms. */
const EMULATED_MOUSE_MS = 800

/** The first finger's touch, as long as it may become a tap. */
interface Press {
  target: PageElement
  point: TouchPoint
  timer: ReturnType<typeof setTimeout> | undefined
  /** Moved, scrolled, handled as long press, or joined by a second finger. */
  spent: boolean
}

let press: Press | undefined
let lastTouchAt = Number.NEGATIVE_INFINITY
let mouseTarget: PageElement | null = null
/** The node a touch started on gets all its events, by touch identifier. */
const targets = new Map<number, PageElement | null>()

/** Listens to touches, and to the mouse where there is no touch screen. */
export function startTouch(): void {
  const passive = { passive: true, capture: true }
  document.addEventListener('touchstart', onTouchStart, passive)
  document.addEventListener('touchmove', onTouchMove, passive)
  document.addEventListener('touchend', onTouchEnd, passive)
  document.addEventListener('touchcancel', onTouchCancel, passive)
  // Presses that grow harder, where the screen feels them (iOS).
  document.addEventListener('touchforcechange', onForceChange as EventListener, passive)
  document.addEventListener('mousedown', onMouseDown, true)
  window.addEventListener('mousemove', onMouseMove, true)
  window.addEventListener('mouseup', onMouseUp, true)
  window.addEventListener('blur', onMouseLost)
  document.addEventListener('scroll', onScroll, passive)
}

function pointOf(touch: Touch | MouseEvent): TouchPoint {
  return {
    identifier: 'identifier' in touch ? touch.identifier : 0,
    pageX: touch.pageX,
    pageY: touch.pageY,
    clientX: touch.clientX,
    clientY: touch.clientY,
  }
}

function pointsOf(list: TouchList): TouchPoint[] {
  return Array.from(list, pointOf)
}

/** Gives the node where WXS stopped the event. */
function sendTouch(type: string, target: PageElement | null, touching: TouchPoint[], moved: TouchPoint[]): PageElement | undefined {
  if (target?.$id === undefined || !isHeard(target, type)) return undefined
  const at = (point: TouchPoint) => (target instanceof WxElement ? (target.touchPoint?.(point) ?? point) : point)
  const touches = touching.map(at)
  const changed = moved.map(at)
  const first = changed[0] ?? touches[0]
  const detail = { x: first?.pageX ?? 0, y: first?.pageY ?? 0 }
  return raise(target, type, detail, { touches: touches as unknown as Json, changedTouches: changed as unknown as Json })
}

/** An event of a touch that no hardware made. */
export function touchAt(type: string, target: PageElement, touches: TouchPoint[], changed: TouchPoint[]): void {
  const stoppedAt = sendTouch(type, target, touches, changed)
  if (type === 'touchmove' && stoppedAt !== undefined) limitDrag(stoppedAt)
  if (type === 'touchstart') started(target, touches)
  else if (type === 'touchmove') moved(touches)
  else {
    endPinch()
    if (type === 'touchcancel') cancel()
    else if (touches.length === 0) end(changed[0])
  }
}

function onTouchStart(event: TouchEvent): void {
  lastTouchAt = performance.now()
  const target = nearestNode(event.target)
  for (const touch of event.changedTouches) targets.set(touch.identifier, target)
  const touches = pointsOf(event.touches)
  sendTouch('touchstart', target, touches, pointsOf(event.changedTouches))
  started(target, touches)
}

function started(target: PageElement | null, touches: readonly TouchPoint[]): void {
  const [one, two] = touches
  if (one !== undefined && two === undefined) begin(target, one, false)
  else if (one !== undefined && two !== undefined) {
    spend()
    beginPinch(target, Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY))
  }
}

function onTouchMove(event: TouchEvent): void {
  const touches = pointsOf(event.touches)
  const changed = pointsOf(event.changedTouches)
  const stoppedAt = sendTouch('touchmove', targetOf(event), touches, changed)
  if (stoppedAt !== undefined) {
    preventScroll(event, stoppedAt)
    limitDrag(stoppedAt)
  }
  moved(touches)
}

function moved(touches: readonly TouchPoint[]): void {
  const [one, two] = touches
  if (one !== undefined && two !== undefined) movePinch(Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY))
  else if (one !== undefined) move(one)
}

function onTouchEnd(event: TouchEvent): void {
  lastTouchAt = performance.now()
  const target = targetOf(event)
  const changed = pointsOf(event.changedTouches)
  forget(event)
  sendTouch('touchend', target, pointsOf(event.touches), changed)
  endPinch()
  if (event.touches.length === 0) end(changed[0])
}

function onTouchCancel(event: TouchEvent): void {
  lastTouchAt = performance.now()
  const target = targetOf(event)
  forget(event)
  sendTouch('touchcancel', target, pointsOf(event.touches), pointsOf(event.changedTouches))
  endPinch()
  cancel()
}

function onForceChange(event: TouchEvent): void {
  sendTouch('touchforcechange', targetOf(event), pointsOf(event.touches), pointsOf(event.changedTouches))
}

function targetOf(event: TouchEvent): PageElement | null {
  const id = event.changedTouches[0]?.identifier
  const known = id === undefined ? undefined : targets.get(id)
  return known === undefined ? nearestNode(event.target) : known
}

function forget(event: TouchEvent): void {
  for (const touch of event.changedTouches) targets.delete(touch.identifier)
}

function fromTouch(): boolean {
  return performance.now() - lastTouchAt < EMULATED_MOUSE_MS
}

function onMouseDown(event: MouseEvent): void {
  if (event.button !== 0 || fromTouch()) return
  mouseTarget = nearestNode(event.target)
  const point = pointOf(event)
  sendTouch('touchstart', mouseTarget, [point], [point])
  begin(mouseTarget, point, true)
}

function onMouseMove(event: MouseEvent): void {
  if (mouseTarget === null) return
  const point = pointOf(event)
  const stoppedAt = sendTouch('touchmove', mouseTarget, [point], [point])
  if (stoppedAt !== undefined) limitDrag(stoppedAt)
  move(point)
}

function onMouseUp(event: MouseEvent): void {
  if (mouseTarget === null || event.button !== 0) return
  const target = mouseTarget
  mouseTarget = null
  const point = pointOf(event)
  sendTouch('touchend', target, [], [point])
  end(point)
}

function onMouseLost(): void {
  if (mouseTarget === null) return
  const target = mouseTarget
  mouseTarget = null
  sendTouch('touchcancel', target, [], press === undefined ? [] : [press.point])
  cancel()
}

/** Something scrolled under the finger: no tap comes of this touch. Shadow roots keep scroll events in. */
export function onScroll(): void {
  spend()
}

function begin(target: PageElement | null, point: TouchPoint, mouse: boolean): void {
  spend()
  press = undefined
  beginDrag(target, point.clientX, point.clientY, mouse)
  if (target === null) return
  const started: Press = { target, point, timer: undefined, spent: false }
  started.timer = setTimeout(() => longPress(started), LONG_PRESS_MS)
  press = started
  if (!isBlocked(target)) beginHover(target)
}

function move(point: TouchPoint): void {
  const dragged = moveDrag(point.clientX, point.clientY)
  if (press === undefined || press.spent) return
  const distance = Math.hypot(point.clientX - press.point.clientX, point.clientY - press.point.clientY)
  if (dragged || distance > TAP_SLOP) spend()
}

function end(point: TouchPoint | undefined): void {
  const ended = press
  press = undefined
  clearTimeout(ended?.timer)
  endDrag(false)
  endHover()
  if (ended === undefined || ended.spent) return
  const at = point ?? ended.point
  tapAt(ended.target, { ...at, identifier: ended.point.identifier })
}

function cancel(): void {
  spend()
  press = undefined
  endDrag(true)
}

/** The press can no longer become a tap or a long press. */
function spend(): void {
  if (press === undefined || press.spent) return
  press.spent = true
  clearTimeout(press.timer)
  cancelHover()
}

function longPress(held: Press): void {
  if (held !== press || held.spent) return
  const { target, point } = held
  if (target.$id === undefined || isBlocked(target)) return
  const touches = [point as unknown as Json]
  const detail = { x: point.pageX, y: point.pageY }
  raise(target, 'longtap', detail, { touches, changedTouches: touches })
  if (isHeard(target, 'longpress')) {
    // A handled long press takes the place of the tap.
    held.spent = true
    raise(target, 'longpress', detail, { touches, changedTouches: touches, offsets: offsetsFor(target, 'longpress') })
  }
  for (let at: PageElement | null = target; at !== null; at = up(at)) {
    if (at instanceof WxElement && at.longPressMenu?.()) {
      held.spent = true
      return
    }
  }
}
