/** What WeChat's developer tools say about `setData` that sends too much or takes too long. */

import type * as glassEasel from 'glass-easel'
import { native } from './native'
import { pageOfElement } from './page'

/** The developer tools' audits object to more than 256 KiB in one call. */
const LIMIT = 256 * 1024
/** WeChat's documented bound on one call; more is refused by older clients. */
const BOUND = 1024 * 1024
/** A call that holds up the logic for longer delays the next frame visibly (16 ms each). */
export const SLOW_MS = 200
/** A UTF-16 unit takes three bytes of UTF-8 at most. */
const MOST_BYTES = 3
const MAX_KEYS = 10

/** Upper bound of the JSON size in bytes; given up on once it is over `budget`. */
function boundOf(value: unknown, budget: number): number {
  if (typeof value === 'string') return value.length * MOST_BYTES + 2
  if (typeof value !== 'object' || value === null) return 24
  let size = 2
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && size <= budget; i += 1) {
      const item: unknown = value[i]
      // In line, as a call for every number and string would double what a large list costs.
      if (typeof item === 'string') size += item.length * MOST_BYTES + 3
      else if (typeof item !== 'object' || item === null) size += 25
      else size += boundOf(item, budget - size) + 1
    }
    return size
  }
  const keys = Object.keys(value)
  for (let i = 0; i < keys.length && size <= budget; i += 1) {
    const key = keys[i] as string
    const item = (value as Record<string, unknown>)[key]
    size += key.length * MOST_BYTES + 4
    if (typeof item === 'string') size += item.length * MOST_BYTES + 2
    else if (typeof item !== 'object' || item === null) size += 24
    else size += boundOf(item, budget - size)
  }
  return size
}

function utf8Length(text: string): number {
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    // The two halves of a surrogate pair take four bytes together.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes
}

/** Bytes of the data as JSON where they are over the limit, else 0. */
export function bytesOverLimit(data: object): number {
  // The exact size costs a serialisation, so only data that may be too large pays for it.
  if (boundOf(data, LIMIT) <= LIMIT) return 0
  try {
    const bytes = utf8Length(JSON.stringify(data) ?? '')
    return bytes > LIMIT ? bytes : 0
  } catch {
    // Cycles, which the data binding reports itself.
    return 0
  }
}

export function warnOfSetData(component: glassEasel.GeneralComponent, data: object, bytes: number, ms: number): void {
  const page = pageOfElement(component)?.route ?? ''
  const keys = Object.keys(data)
  const owner = component.is === page || page === '' ? component.is : `${component.is} in ${page}`
  const shown = keys.slice(0, MAX_KEYS).join(', ') + (keys.length > MAX_KEYS ? `, … ${keys.length - MAX_KEYS} more` : '')
  const facts = [bytes > 0 ? `${(bytes / 1024).toFixed(1)} KiB` : '', ms > SLOW_MS ? `${ms.toFixed(0)} ms` : '']
    .filter((fact) => fact !== '')
    .join(' in ')
  const limit = bytes > BOUND ? "; WeChat's bound is 1024 KiB" : bytes > 0 ? '; WeChat warns of more than 256 KiB' : ''
  const details = JSON.stringify({ page, component: component.is, keys, bytes, ms: Math.round(ms) })
  native.log('warn', [], `setData of ${owner}: ${facts}${limit} (${shown})`, new Error().stack ?? '', 'setData', details)
}
