/** Fingers of automation clients: the same way as real ones, from the touched node on. */

import { nearestNode, type PageElement, up } from '../core/node'
import type { TouchPoint } from './tap'
import { touchAt } from './touch'

interface Touches {
  type: string
  touches: TouchPoint[]
  changedTouches: TouchPoint[]
}

function isInside(node: PageElement | null, outer: PageElement): boolean {
  for (let at = node; at !== null; at = up(at)) if (at === outer) return true
  return false
}

function holds(box: DOMRect, x: number, y: number): boolean {
  return box.width > 0 && box.height > 0 && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom
}

/** The box of a node, or of what it holds where it has none of its own (`display: contents`). */
function boxOf(node: PageElement): DOMRect {
  const box = node.getBoundingClientRect()
  if (box.width > 0 || box.height > 0) return box
  const range = document.createRange()
  range.selectNodeContents(node.$content ?? node)
  return range.getBoundingClientRect()
}

/** The innermost node at a point that need not be on the screen. Later siblings lie above earlier ones. */
function deepest(node: PageElement, x: number, y: number): PageElement {
  const children = Array.from((node.$content ?? node).children).reverse() as PageElement[]
  const hit = children.find((child) => child.$id !== undefined && holds(boxOf(child), x, y))
  return hit === undefined ? node : deepest(hit, x, y)
}

/** Where nothing is shown, there is no point to go by: the first of what the component holds. */
function firstInside(node: PageElement): PageElement {
  const children = Array.from((node.$content ?? node).children) as PageElement[]
  const first = children.find((child) => child.$id !== undefined)
  return first === undefined ? node : firstInside(first)
}

/**
 * What a finger at this point of the node touches. The host of a custom component is not what anybody touches:
 * that is the innermost node of the component there. Any other node is meant itself, as it is in WeChat's tools.
 */
function touched(node: PageElement, x: number, y: number): PageElement {
  if (!node.hasAttribute('is')) return node
  if (boxOf(node).width === 0) return firstInside(node)
  const seen = nearestNode(document.elementFromPoint(x, y))
  return seen !== null && isInside(seen, node) ? seen : deepest(node, x, y)
}

function middle(node: PageElement): TouchPoint {
  const box = boxOf(node)
  const [clientX, clientY] = [box.left + box.width / 2, box.top + box.height / 2]
  return { identifier: 0, clientX, clientY, pageX: clientX + scrollX, pageY: clientY + scrollY }
}

/** A tap in the node's middle, with all that a finger's tap does. */
export function tapNode(node: PageElement): void {
  const point = middle(node)
  const target = touched(node, point.clientX, point.clientY)
  touchAt('touchstart', target, [point], [point])
  touchAt('touchend', target, [], [point])
}

/** The node that the automation's finger went down on gets all that follows. */
let held: PageElement | undefined

/** One event of a touch. */
export function touchNode(node: PageElement, { type, touches, changedTouches }: Touches): void {
  const [first] = changedTouches
  if (type === 'touchstart' || held === undefined || !held.isConnected) {
    held = touched(node, first?.clientX ?? 0, first?.clientY ?? 0)
  }
  touchAt(type, held, touches, changedTouches)
  if ((type === 'touchend' || type === 'touchcancel') && touches.length === 0) held = undefined
}
