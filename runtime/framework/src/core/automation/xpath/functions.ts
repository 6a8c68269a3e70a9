/** The core functions of XPath 1.0 that make sense in a page. */

import type { XpathNode } from './tree'

export type Value = string | number | boolean | XpathNode[]

export interface Focus {
  node: XpathNode
  position: number
  size: number
}

export function toText(value: Value): string {
  if (Array.isArray(value)) return value[0]?.stringValue ?? ''
  return String(value)
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const text = toText(value).trim()
  return text === '' ? Number.NaN : Number(text)
}

export function toBoolean(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

function squeeze(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}

function substring(text: string, start: number, length = Number.POSITIVE_INFINITY): string {
  const first = Math.round(start)
  const end = first + Math.round(length)
  return [...text].filter((_, index) => index + 1 >= first && index + 1 < end).join('')
}

function translate(text: string, from: string, to: string): string {
  const letters = [...to]
  const places = [...from]
  return [...text]
    .map((letter) => {
      const place = places.indexOf(letter)
      return place < 0 ? letter : (letters[place] ?? '')
    })
    .join('')
}

function nodesOf(value: Value | undefined): XpathNode[] {
  if (Array.isArray(value)) return value
  throw new Error('a node set is needed')
}

/** Calls a function; without an argument the text functions take the context node. */
export function callFunction(name: string, args: readonly Value[], focus: Focus): Value {
  const own = args[0] ?? [focus.node]
  const text = (index: number): string => toText(args[index] ?? '')
  switch (name) {
    case 'last':
      return focus.size
    case 'position':
      return focus.position
    case 'count':
      return nodesOf(args[0]).length
    case 'sum':
      return nodesOf(args[0]).reduce((sum, node) => sum + toNumber(node.stringValue), 0)
    case 'name':
    case 'local-name':
      return nodesOf(own)[0]?.name ?? ''
    case 'string':
      return toText(own)
    case 'number':
      return toNumber(own)
    case 'string-length':
      return [...toText(own)].length
    case 'normalize-space':
      return squeeze(toText(own))
    case 'concat':
      return args.map(toText).join('')
    case 'contains':
      return text(0).includes(text(1))
    case 'starts-with':
      return text(0).startsWith(text(1))
    case 'ends-with': // XPath 2.0, and in many a recorded script
      return text(0).endsWith(text(1))
    case 'substring-before':
      return text(0).includes(text(1)) ? text(0).slice(0, text(0).indexOf(text(1))) : ''
    case 'substring-after':
      return text(0).includes(text(1)) ? text(0).slice(text(0).indexOf(text(1)) + text(1).length) : ''
    case 'substring':
      return substring(text(0), toNumber(args[1] ?? 1), args[2] === undefined ? undefined : toNumber(args[2]))
    case 'translate':
      return translate(text(0), text(1), text(2))
    case 'boolean':
      return toBoolean(own)
    case 'not':
      return !toBoolean(own)
    case 'true':
      return true
    case 'false':
      return false
    case 'floor':
      return Math.floor(toNumber(own))
    case 'ceiling':
      return Math.ceil(toNumber(own))
    case 'round':
      return Math.round(toNumber(own))
    default:
      throw new Error(`there is no function ${name}()`)
  }
}
