/** Names of value types as WeChat's error texts spell them, and checks against declared types. */

import type { DeclaredField } from './context'

/** `String`, `Undefined`, `Array`, `ArrayBuffer`… */
export function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && typeName(value) === 'Object'
}

const CANONICAL: Readonly<Record<string, string>> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  object: 'Object',
  record: 'Object',
  array: 'Array',
  function: 'Function',
  arraybuffer: 'ArrayBuffer',
}

/** Every call asks for the types of its fields; there are about a hundred distinct declarations. */
const parsed = new Map<string, readonly string[]>()

/** The accepted type names of a declaration like `string | ArrayBuffer`; empty means anything goes. */
export function acceptedTypes(declared: string | undefined): readonly string[] {
  if (declared === undefined || declared === '') return []
  let types = parsed.get(declared)
  if (types === undefined) {
    types = parseTypes(declared)
    parsed.set(declared, types)
  }
  return types
}

function parseTypes(declared: string): readonly string[] {
  const names: string[] = []
  for (const part of declared.split('|')) {
    const raw = part.trim()
    if (raw.endsWith('[]') || raw.startsWith('Array<')) names.push('Array')
    else if (/^["']/.test(raw)) names.push('String')
    else if (/^-?\d/.test(raw)) names.push('Number')
    else {
      const known = CANONICAL[raw.toLowerCase()]
      // A named type (`Record<…>`, `FetchOption`) or `any` is not checked.
      if (known === undefined) return []
      names.push(known)
    }
  }
  return names
}

function accepts(types: readonly string[], value: unknown): boolean {
  if (types.length === 0) return true
  const actual = typeName(value)
  if (types.includes(actual)) return true
  // Views are taken wherever a buffer is; class instances wherever an object is.
  if (types.includes('ArrayBuffer') && ArrayBuffer.isView(value)) return true
  return types.includes('Object') && typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Phones take numbers and booleans written as strings, and the reverse, for optional parameters. */
function coerce(types: readonly string[], value: unknown): unknown {
  if (types.includes('Number') && typeof value === 'string' && value.trim() !== '') {
    const number = Number(value)
    if (!Number.isNaN(number)) return number
  }
  if (types.includes('String') && (typeof value === 'number' || typeof value === 'boolean')) return String(value)
  if (types.includes('Boolean')) return Boolean(value)
  return undefined
}

/** A list of problems in WeChat's words, or the empty string. */
export function checkTypes(fields: readonly DeclaredField[], args: Readonly<Record<string, unknown>>): string {
  let problems = ''
  for (const field of fields) {
    const types = acceptedTypes(field.type)
    const value = args[field.name]
    if (field.required === true) {
      if (types.length === 0 ? value !== undefined : accepts(types, value)) continue
    } else if (value === undefined || value === null || accepts(types, value) || coerce(types, value) !== undefined) {
      continue
    }
    const wanted = types[0] ?? 'Object'
    problems += `parameter.${field.name} should be ${wanted} instead of ${typeName(value)};`
  }
  return problems === '' ? '' : `parameter error: ${problems}`
}

/** A default, which the table writes as text. */
function defaultValue(field: DeclaredField): unknown {
  const text = field.default
  if (text === undefined) return undefined
  const types = acceptedTypes(field.type)
  if (types.includes('Number')) return Number(text)
  if (types.includes('Boolean')) return text === 'true'
  return types.includes('String') ? text : undefined
}

/**
 * The checked arguments with defaults filled in where `fill`, and optional values of another type
 * converted where phones do.
 */
export function normalise(
  fields: readonly DeclaredField[],
  args: Readonly<Record<string, unknown>>,
  fill: boolean,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...args }
  for (const field of fields) {
    let value = result[field.name]
    if (value === null && field.required !== true && acceptedTypes(field.type).length > 0) value = undefined
    if (value !== undefined && field.required !== true) {
      const types = acceptedTypes(field.type)
      if (!accepts(types, value)) value = coerce(types, value)
    }
    if (value === undefined && fill) value = defaultValue(field)
    if (value === undefined) delete result[field.name]
    else result[field.name] = value
  }
  return result
}
