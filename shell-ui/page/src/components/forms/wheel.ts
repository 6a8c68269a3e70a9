/** Where a wheel of a picker-view comes to rest, and how it gets there. */

/** px/ms lost per ms: a flick of 1 px/ms runs about 170 px, near what iOS wheels do. */
const DECELERATION = 0.003
/** ms of the way to rest. */
const MIN_SETTLE = 160
const MAX_SETTLE = 900
/** How much of a pull past the end is given way to. */
const RUBBER = 0.35

export interface WheelShape {
  /** px of one item. */
  item: number
  count: number
}

/** Item at this offset (0: first item in the middle; scrolling down makes it grow). */
export function indexAt(offset: number, { item, count }: WheelShape): number {
  if (item <= 0 || count <= 0) return 0
  return Math.min(Math.max(Math.round(offset / item), 0), count - 1)
}

/** The item at which a release with this velocity (px/ms, of the offset) ends. */
export function landing(offset: number, velocity: number, shape: WheelShape): number {
  const run = (velocity * Math.abs(velocity)) / (2 * DECELERATION)
  return indexAt(offset + run, shape)
}

/** Time for that way, ms. */
export function settleTime(distance: number, velocity: number): number {
  const speed = Math.max(Math.abs(velocity), 0.4)
  return Math.min(Math.max((2 * Math.abs(distance)) / speed, MIN_SETTLE), MAX_SETTLE)
}

/** Past the ends the wheel follows only part of the way. */
export function rubber(offset: number, { item, count }: WheelShape): number {
  const end = Math.max(count - 1, 0) * item
  if (offset < 0) return offset * RUBBER
  if (offset > end) return end + (offset - end) * RUBBER
  return offset
}

/** Part of the way at part `t` of the time. */
export function ease(t: number): number {
  return 1 - (1 - t) ** 3
}
