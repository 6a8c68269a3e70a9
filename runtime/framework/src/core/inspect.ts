/** Values as JSON for the automation port and the log. Cycles and depth are bounded. */

const MAX_DEPTH = 6
const MAX_ITEMS = 100

/** A copy that JSON can hold: functions and cycles become text, what is too deep or too long is cut. */
export function plain(value: unknown, depth = 0, seen: readonly object[] = []): unknown {
  switch (typeof value) {
    case 'function':
      return `[Function ${value.name || 'anonymous'}]`
    case 'symbol':
    case 'bigint':
      return String(value)
    case 'object':
      break
    default:
      return value
  }
  if (value === null) return null
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof RegExp) return String(value)
  if (value instanceof ArrayBuffer) return `[ArrayBuffer ${value.byteLength}]`
  if (ArrayBuffer.isView(value)) return `[${value.constructor.name} ${value.byteLength}]`
  if (seen.includes(value)) return '[Circular]'
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? '[Array]' : '[Object]'
  const path = [...seen, value]
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => plain(item, depth + 1, path))
  if (value instanceof Map) return plain({ '[Map]': [...value] }, depth, seen)
  if (value instanceof Set) return plain({ '[Set]': [...value] }, depth, seen)
  const out: Record<string, unknown> = {}
  let count = 0
  for (const key of Object.keys(value)) {
    if (count++ >= MAX_ITEMS) {
      out['…'] = `${Object.keys(value).length - MAX_ITEMS} more`
      break
    }
    try {
      out[key] = plain((value as Record<string, unknown>)[key], depth + 1, path)
    } catch {
      out[key] = '[getter threw]'
    }
  }
  return out
}

export function toJson(value: unknown): string {
  return JSON.stringify(plain(value)) ?? 'null'
}

export function errorText(error: Error): string {
  const stack = typeof error.stack === 'string' ? error.stack.trimEnd() : ''
  return `${error.name}: ${error.message}${stack === '' ? '' : `\n${stack}`}`
}
