import { type TapContext, WxElement } from '../components/base'
import { catches } from '../core/listeners'
import { type PageElement, up } from '../core/node'
import type { Json } from '../protocol'
import { raise } from './raise'

/** Position of one finger, as event objects carry it. */
export interface TouchPoint {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
}

/** True where the node lies in something that takes no taps now. */
export function isBlocked(target: PageElement): boolean {
  for (let at: PageElement | null = target; at !== null; at = up(at)) {
    if (at instanceof WxElement && at.isDisabled) return true
  }
  return false
}

/**
 * `offsetLeft`/`offsetTop` of the touched node and of its ancestors that listen to `type`, by node id:
 * handlers read them from `currentTarget`.
 */
export function offsetsFor(target: PageElement, type: string): Record<string, Json> {
  const offsets: Record<string, Json> = {}
  for (let at: PageElement | null = target; at !== null; at = up(at)) {
    if (at.$id !== undefined && (at === target || at.$on?.has(type))) offsets[at.$id] = [at.offsetLeft, at.offsetTop]
  }
  return offsets
}

/** Sends a tap and then lets components act on it: buttons, labels, navigators, form controls. */
export function tapAt(target: PageElement, point: TouchPoint): void {
  if (target.$id === undefined || isBlocked(target)) return
  const touches = [point as unknown as Json]
  const detail = { x: point.pageX, y: point.pageY }
  const extra = { touches, changedTouches: touches, offsets: offsetsFor(target, 'tap') }
  const stoppedAt = raise(target, 'tap', detail, extra, true)
  actOnTap({ target, x: point.pageX, y: point.pageY, handled: false }, stoppedAt)
}

/** Walks from the touched node outwards until a `catchtap`, the node where WXS stopped the event, or the root. */
export function actOnTap(tap: TapContext, stoppedAt?: PageElement): void {
  for (let at: PageElement | null = tap.target; at !== null; at = up(at)) {
    if (at instanceof WxElement && at.onTap !== undefined) at.onTap(tap)
    if (at === stoppedAt || catches(at, 'tap')) return
  }
}
