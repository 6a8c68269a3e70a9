/** wx.canIUse: answers from the table of members and the list of components. */

import { COMPONENTS } from './components'
import type { Declaration } from './context'

const PLACES = new Set(['return', 'success', 'object', 'callback', 'fail'])

/** String literals of a type like `"jpg" | "png"`. */
function literals(type: string | undefined): string[] {
  return (type ?? '').match(/(?<=")[^"]*(?=")/g)?.filter((text) => !text.includes('|')) ?? []
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function componentKnows(component: string, attribute: string | undefined, option: string | undefined): boolean {
  const text = COMPONENTS[component]
  if (text === undefined) return false
  if (attribute === undefined) return true
  const wanted = [attribute, kebab(attribute), `bind${attribute.replace(/^bind:?/, '')}`]
  for (const entry of text.split(/\s+/)) {
    const [name = '', values] = entry.split('=')
    if (name === '' || !wanted.includes(name)) continue
    return option === undefined || (values?.split('|').includes(option) ?? false)
  }
  return false
}

/** What there is besides the rows: members that the facade implements though the table does not say so. */
export type IsMember = (name: string) => boolean

export function canIUse(rows: ReadonlyMap<string, Declaration>, works: IsMember, schema: unknown): boolean {
  if (typeof schema !== 'string' || schema === '') return false
  const [first = '', second, third, fourth] = schema.replace(/^wx\./, '').split('.')
  if (first in COMPONENTS && !rows.has(first)) return componentKnows(first, second, third)

  const row = rows.get(first)
  if (second !== undefined && !PLACES.has(second)) {
    // `CameraContext.onCameraFrame`, `CameraContext.takePhoto.object.quality`
    const method = rows.get(`${first}.${second}`)
    if (method !== undefined) return works(method.name) && (third === undefined || hasField(method, third, fourth))
    return row?.kind === 'object' && (row.result?.includes(second) ?? false)
  }
  if (row === undefined) {
    // Classes have no row of their own: `VideoContext`.
    if (second === undefined) return works(first) || [...rows.keys()].some((name) => name.startsWith(`${first}.`) && works(name))
    return false
  }
  if (!works(first)) return false
  return second === undefined || third === undefined || hasField(row, second, third, fourth)
}

/** `object.image`, `return.safeArea`, `object.icon.error`; rows know no fields of some results. */
function hasField(row: Declaration, place: string, field?: string, option?: string): boolean {
  if (field === undefined) return true
  if (place !== 'object') {
    // Results of sync members are not listed in the table; their objects are WeChat's.
    return row.result === undefined || row.result.length === 0 || row.result.includes(field)
  }
  const arg = row.args?.find(({ name }) => name === field)
  if (arg === undefined) return false
  if (option === undefined) return true
  const values = literals(arg.type)
  return values.length === 0 || values.includes(option)
}
