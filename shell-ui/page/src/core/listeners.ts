import { type PageElement, up } from './node'

// A table entry packs both phases of one event type of one node.
const BUBBLE = 1
const CAPTURE = 2
const BUBBLE_LEVEL = 2
const CAPTURE_LEVEL = 4
const CATCH = 2

/** Bits of the `listen` operation. */
const FLAG_CAPTURE = 1
const FLAG_REMOVED = 8

/** Event types that any node of this page has ever listened to. */
const everListened = new Set<string>()

/** Applies a `listen` operation. Says whether the node's catch state for `type` changed. */
export function setListener(node: PageElement, type: string, flags: number): boolean {
  everListened.add(type)
  let table = node.$on
  if (table === undefined) {
    table = new Map()
    node.$on = table
  }
  const before = table.get(type) ?? 0
  const capture = (flags & FLAG_CAPTURE) !== 0
  const shift = capture ? CAPTURE_LEVEL : BUBBLE_LEVEL
  let bits = before & ~((capture ? CAPTURE : BUBBLE) | (3 << shift))
  if ((flags & FLAG_REMOVED) === 0) bits |= (capture ? CAPTURE : BUBBLE) | (((flags >> 1) & 3) << shift)
  if (bits === 0) table.delete(type)
  else table.set(type, bits)
  return isCatch(before) !== isCatch(bits)
}

function isCatch(bits: number): boolean {
  return ((bits >> BUBBLE_LEVEL) & 3) === CATCH || ((bits >> CAPTURE_LEVEL) & 3) === CATCH
}

/** True where the node itself has a listener for `type`. */
export function listens(node: PageElement, type: string): boolean {
  return node.$on?.has(type) ?? false
}

/** True where the node stops `type` with `catch` or `capture-catch`. */
export function catches(node: PageElement, type: string): boolean {
  const bits = node.$on?.get(type)
  if (bits !== undefined && isCatch(bits)) return true
  return node.$wxsOn?.get(type)?.some(({ level }) => level === CATCH) ?? false
}

/** The highest level (0 bind, 1 mut-bind, 2 catch) of the logic's listeners of one phase; undefined for none. */
export function listenLevel(node: PageElement, type: string, capture: boolean): number | undefined {
  const bits = node.$on?.get(type) ?? 0
  if ((bits & (capture ? CAPTURE : BUBBLE)) === 0) return undefined
  return (bits >> (capture ? CAPTURE_LEVEL : BUBBLE_LEVEL)) & 3
}

/** True where the node or an ancestor listens to `type`. */
export function chainListens(node: PageElement | null, type: string): boolean {
  if (!everListened.has(type)) return false
  for (let at = node; at !== null; at = up(at)) if (at.$on?.has(type)) return true
  return false
}
