/**
 * What the code of WXS modules sees. It is the author's, and the page's document holds what no mini-program may
 * reach: modules therefore run in strict functions inside a `with` over a proxy that knows every name, so that no
 * global of the web is in scope. The compiler closes the other way, over prototypes: it renames what leads to them,
 * and hands computed property names to `__wxsKey`.
 */

import { send } from '../core/ipc'
import { hasOwn } from '../core/own'
import type { Json } from '../protocol'

/** Names that the compiler renames, too; see `confine.rs`. */
const HIDDEN = new Set(['constructor', '__proto__', '__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'])

function key(name: unknown): string | number {
  if (typeof name === 'number') return name
  // Turned into text once: an object could give another text the second time.
  const text = String(name)
  return HIDDEN.has(text) ? `wxs${text}` : text
}

/** `x.constructor` is the type's name in WXS; a field of that name on a plain object is still the field. */
function constructorOf(value: unknown): unknown {
  if (value === null || value === undefined) throw new TypeError(`Cannot read property 'constructor' of ${String(value)}`)
  if (typeof value === 'object' && hasOwn(value, 'constructor')) {
    return (value as { constructor: unknown }).constructor
  }
  return Object.prototype.toString.call(value).slice(8, -1)
}

/** `f.toString()` of a function shows nothing of its code. */
function toStringOf(value: unknown): unknown {
  if (typeof value === 'function') return () => '[function Function]'
  if (value === null || value === undefined) throw new TypeError(`Cannot read property 'toString' of ${String(value)}`)
  const method = (value as { toString: unknown }).toString
  if (typeof method !== 'function') return method
  return (...args: unknown[]) => Reflect.apply(method, value, args)
}

function getRegExp(pattern: unknown, flags?: string): RegExp {
  const source = pattern instanceof RegExp ? pattern.source : String(pattern)
  return new RegExp(source, flags)
}

function getDate(...parts: number[]): Date {
  if (parts.length === 0) return new Date()
  if (parts.length === 1) return new Date(parts[0] as number)
  const [year = 0, month = 0, day = 1, hours = 0, minutes = 0, seconds = 0, ms = 0] = parts
  return new Date(year, month, day, hours, minutes, seconds, ms)
}

function jsonOf(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as Json
  } catch {
    return String(value)
  }
}

function logger(level: 'log' | 'error'): (...values: unknown[]) => void {
  return (...values) => send('wxsLog', level, values.map((value) => (typeof value === 'function' ? '[function Function]' : jsonOf(value))))
}

/** A failure in WXS; never throws. */
export function reportWxs(error: unknown, where: string): void {
  send('wxsLog', 'error', [`${where}: ${error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error)}`])
}

/** A frozen copy: modules must not change what the page runtime uses. */
function copy<T extends object>(of: T, names: readonly (keyof T)[]): object {
  const made: Record<PropertyKey, unknown> = Object.create(null) as Record<PropertyKey, unknown>
  for (const name of names) made[name as string] = of[name]
  return Object.freeze(made)
}

function conversion<T>(convert: (value: unknown) => T, constants: object = {}): (value: unknown) => T {
  return Object.freeze(Object.assign((value: unknown) => convert(value), constants))
}

function globals(): Record<string, unknown> {
  const mathNames = Object.getOwnPropertyNames(Math) as (keyof Math)[]
  const { MAX_VALUE, MIN_VALUE, NEGATIVE_INFINITY, POSITIVE_INFINITY } = Number
  const numbers = { MAX_VALUE, MIN_VALUE, NEGATIVE_INFINITY, POSITIVE_INFINITY, NaN: Number.NaN }
  const scope: Record<string, unknown> = {
    __wxsKey: key,
    __wxsConstructor: constructorOf,
    __wxsToString: toStringOf,
    getRegExp,
    getDate,
    console: Object.freeze({ log: logger('log'), error: logger('error') }),
    Math: copy(Math, mathNames),
    JSON: copy(JSON, ['parse', 'stringify']),
    Date: copy(Date, ['parse', 'UTC', 'now']),
    Number: conversion(Number, numbers),
    String: conversion(String),
    Boolean: conversion(Boolean),
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    parseInt: Number.parseInt,
    parseFloat: Number.parseFloat,
    isNaN: (value: unknown) => Number.isNaN(Number(value)),
    isFinite: (value: unknown) => Number.isFinite(Number(value)),
    decodeURI,
    decodeURIComponent,
    encodeURI,
    encodeURIComponent,
  }
  for (const value of Object.values(scope)) if (typeof value === 'function') Object.freeze(value)
  return Object.freeze(Object.assign(Object.create(null), scope)) as Record<string, unknown>
}

/**
 * Methods are functions that WXS can take from any value; frozen, they carry nothing into the page runtime.
 * The prototypes themselves stay as they are.
 */
function freezeMethods(): void {
  for (const type of [Object, Function, Array, String, Number, Boolean, RegExp, Date, Error, Promise, Symbol, Map, Set]) {
    const descriptors = Object.values(Object.getOwnPropertyDescriptors(type.prototype)) as PropertyDescriptor[]
    for (const { value, get, set } of descriptors) {
      for (const fn of [value, get, set] as unknown[]) {
        // A prototype's `constructor` is the page runtime's own, and WXS cannot name it.
        if (typeof fn === 'function' && fn !== type) Object.freeze(fn)
      }
    }
  }
}

export interface WxsModule {
  exports: unknown
}

export type WxsBody = (this: undefined, require: (name: string) => unknown, exports: unknown, module: WxsModule) => void

/** A module as the host evaluates it: a sloppy function that has the body stand in `with(scope)`. */
export type MakeWxs = (scope: object) => WxsBody

let scope: object | undefined

/** A module's function, where it sees nothing but what WXS has. */
export function confined(make: MakeWxs): WxsBody {
  if (scope === undefined) {
    freezeMethods()
    scope = new Proxy(globals(), {
      has: () => true,
      get: (known, name) => (typeof name === 'symbol' ? undefined : known[name]),
      set: () => false,
    })
  }
  return make(scope)
}
