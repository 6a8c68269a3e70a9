/** Values as a developer console prints them: one line where they fit, indented lines where not. */

/** Levels of objects that are shown; what lies deeper is `{…}` or `Array(n)`. */
const MAX_DEPTH = 4
const MAX_ITEMS = 100
/** Characters of a string inside an object; strings that are logged themselves are never cut. */
const MAX_STRING = 500
/** An object whose text is longer than this takes a line for each entry. */
const LINE = 72

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

interface Path {
  seen: readonly object[]
  /** Turns an error into text, with the author's stack. */
  error: (error: Error) => string
}

/** One argument of a console call. */
export function printed(value: unknown, error: (error: Error) => string): string {
  return typeof value === 'string' ? value : text(value, { seen: [], error })
}

function text(value: unknown, path: Path): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'bigint':
      return `${value}n`
    case 'function':
      return `${value.toString().startsWith('class') ? 'class' : 'ƒ'} ${value.name || '(anonymous)'}`
    case 'object':
      return value === null ? 'null' : object(value, path)
    default:
      return Object.is(value, -0) ? '-0' : String(value)
  }
}

function quoted(value: string): string {
  const cut = value.length > MAX_STRING ? `${value.slice(0, MAX_STRING)}…` : value
  const escaped = JSON.stringify(cut).slice(1, -1).replaceAll('\\"', '"')
  return escaped.includes("'") ? `"${escaped.replaceAll('"', '\\"')}"` : `'${escaped}'`
}

function object(value: object, path: Path): string {
  if (value instanceof Error) return path.seen.length === 0 ? path.error(value) : `[${value.name}: ${value.message}]`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof RegExp) return String(value)
  if (value instanceof Promise) return 'Promise {}'
  if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength})`
  if (value instanceof WeakMap || value instanceof WeakSet) return `${nameOf(value)} {}`
  if (path.seen.includes(value)) return '[Circular]'
  const deep = path.seen.length >= MAX_DEPTH
  const inner: Path = { ...path, seen: [...path.seen, value] }
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = value as unknown as ArrayLike<unknown>
    const name = Array.isArray(value) ? '' : nameOf(value)
    if (items.length === undefined) return `${name} {}`
    if (deep && items.length > 0) return `${name || 'Array'}(${items.length})`
    const prefix = name === '' ? '' : `${name}(${items.length}) `
    return block(`${prefix}[`, ']', items.length, (index) => text(items[index], inner))
  }
  if (value instanceof Map) {
    if (deep) return `Map(${value.size})`
    const entries = [...value]
    return block(`Map(${value.size}) {`, '}', entries.length, (index) => {
      const [key, item] = entries[index] as [unknown, unknown]
      return `${text(key, inner)} => ${text(item, inner)}`
    })
  }
  if (value instanceof Set) {
    if (deep) return `Set(${value.size})`
    const items = [...value]
    return block(`Set(${value.size}) {`, '}', items.length, (index) => text(items[index], inner))
  }
  const keys = Object.keys(value)
  const name = nameOf(value)
  const head = name === 'Object' ? '' : `${name} `
  if (deep && keys.length > 0) return `${head}{…}`
  return block(`${head}{`, '}', keys.length, (index) => {
    const key = keys[index] as string
    return `${IDENTIFIER.test(key) ? key : quoted(key)}: ${property(value, key, inner)}`
  })
}

function property(owner: object, key: string, path: Path): string {
  const getter = Object.getOwnPropertyDescriptor(owner, key)?.get
  // Getters are the author's code: printing must not run it.
  return getter ? '[Getter]' : text((owner as Record<string, unknown>)[key], path)
}

function nameOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === null) return '[Object: null prototype]'
  const name: unknown = (prototype as { constructor?: { name?: unknown } }).constructor?.name
  return typeof name === 'string' && name !== '' ? name : 'Object'
}

function block(open: string, close: string, count: number, item: (index: number) => string): string {
  const items = Array.from({ length: Math.min(count, MAX_ITEMS) }, (_, index) => item(index))
  if (count > MAX_ITEMS) items.push(`… ${count - MAX_ITEMS} more`)
  const line = `${open}${items.join(', ')}${close}`
  if (line.length <= LINE && !line.includes('\n')) return line
  const body = items.map((entry) => `  ${entry.replaceAll('\n', '\n  ')}`).join(',\n')
  return `${open}\n${body}\n${close}`
}
