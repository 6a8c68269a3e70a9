import { catches } from '../core/listeners'
import { type PageElement, up } from '../core/node'

/** Elements that scroll by themselves say so, and are left alone inside a `catchtouchmove`. */
export interface OwnScroller {
  /** The element that scrolls. */
  readonly scroller: HTMLElement
}

let startX = 0
let startY = 0

const rememberStart = (event: TouchEvent) => {
  startX = event.touches[0]?.clientX ?? 0
  startY = event.touches[0]?.clientY ?? 0
}

const blockTouch = (event: TouchEvent) => {
  const touch = event.touches[0]
  if (touch === undefined || !event.cancelable) return
  if (!scrollsInside(event, startX - touch.clientX, startY - touch.clientY)) event.preventDefault()
}

const blockWheel = (event: WheelEvent) => {
  if (event.cancelable && !scrollsInside(event, event.deltaX, event.deltaY)) event.preventDefault()
}

let stopped: { event: TouchEvent; node: PageElement } | undefined

/** WXS stopped this `touchmove` at `node`. */
export function preventScroll(event: TouchEvent, node: PageElement): void {
  stopped = { event, node }
}

const blockStopped = (event: TouchEvent) => {
  if (stopped?.event === event && stopped.node === event.currentTarget) blockTouch(event)
}

/** Only a listener that is not passive can keep the page from scrolling when WXS says so. */
export function touchmoveWxsChanged(node: PageElement): void {
  if (node.$wxsOn?.has('touchmove')) {
    node.addEventListener('touchstart', rememberStart, { passive: true })
    node.addEventListener('touchmove', blockStopped, { passive: false })
  } else {
    node.removeEventListener('touchmove', blockStopped)
  }
  touchmoveCatchChanged(node)
}

/**
 * A node that catches touchmove keeps the page below from scrolling. Only such nodes carry a
 * non-passive listener, so that scrolling elsewhere never waits for script.
 */
export function touchmoveCatchChanged(node: PageElement): void {
  if (catches(node, 'touchmove')) {
    node.addEventListener('touchstart', rememberStart, { passive: true })
    node.addEventListener('touchmove', blockTouch, { passive: false })
    node.addEventListener('wheel', blockWheel, { passive: false })
  } else {
    if (!node.$wxsOn?.has('touchmove')) node.removeEventListener('touchstart', rememberStart)
    node.removeEventListener('touchmove', blockTouch)
    node.removeEventListener('wheel', blockWheel)
  }
}

/** True where a scroll-view or text field between target and listener can still scroll that way. */
function scrollsInside(event: Event, dx: number, dy: number): boolean {
  const limit = event.currentTarget as Element
  for (let at = event.target as PageElement | null; at !== null && at !== limit; at = up(at)) {
    const scroller = (at as unknown as Partial<OwnScroller>).scroller ?? (at.localName === 'textarea' ? at : undefined)
    if (scroller !== undefined && canScroll(scroller, dx, dy)) return true
  }
  return false
}

/** True where `element` can scroll by that much of its content, in the direction that prevails. */
export function canScroll(element: HTMLElement, dx: number, dy: number): boolean {
  if (Math.abs(dy) >= Math.abs(dx)) {
    if (getComputedStyle(element).overflowY === 'hidden') return false
    return dy > 0 ? element.scrollTop + element.clientHeight < element.scrollHeight - 1 : element.scrollTop > 0
  }
  if (getComputedStyle(element).overflowX === 'hidden') return false
  return dx > 0 ? element.scrollLeft + element.clientWidth < element.scrollWidth - 1 : element.scrollLeft > 0
}
