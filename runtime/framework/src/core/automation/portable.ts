/** What a reply or an event can carry of a script's values. */

import { elementOf } from '../events'
import type { Params } from './index'

/** Objects inside objects; data deeper than this is a graph that only looks like a tree. */
const MAX_DEPTH = 100

/** Values without `undefined`, functions and cycles. Pages and components are named, not copied. */
export function portable(value: unknown, seen: readonly object[] = []): unknown {
  if (typeof value === 'function') return undefined
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (seen.includes(value) || seen.length > MAX_DEPTH) return null
  const path = [...seen, value]
  if (Array.isArray(value)) return value.map((item) => portable(item, path) ?? null)
  if (value instanceof Date) return value.toJSON()
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack ?? '' }
  if (elementOf(value) !== undefined) {
    const { is, route, id, __wxWebviewId__: page } = value as Params
    return portable({ is, route, id, __wxWebviewId__: page }, path)
  }
  const out: Params = {}
  for (const [key, item] of Object.entries(value)) {
    const copy = portable(item, path)
    if (copy !== undefined) out[key] = copy
  }
  return out
}
