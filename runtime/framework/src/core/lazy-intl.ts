/** `Intl` and the methods that need it, which bring in their bundle when they are first used. */

import { collatorClass, declareLocaleCompare } from './collation'
import { native } from './native'

/** Statics by which FormatJS' classes are told of the machine they run on. */
interface Formatter {
  __defaultLocale?: string
  __defaultTimeZone?: string | undefined
  __setDefaultTimeZone?(zone: string): void
}

type Method = (this: unknown, ...args: unknown[]) => unknown

const NUMBER_METHODS = ['toLocaleString']
const DATE_METHODS = ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']

function setZone(formatter: Formatter | undefined): void {
  if (formatter === undefined) return
  try {
    formatter.__setDefaultTimeZone?.(native.timeZone())
  } catch {
    // The data does not know the zone.
  }
  formatter.__defaultTimeZone ??= 'UTC'
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
}

/** `locale` gives the language of people who do not say which, e.g. `zh-CN`. */
export function declareIntl(locale: () => string): void {
  const load = (): object => {
    const intl = {}
    define(globalThis, 'Intl', intl)
    native.loadIntl()
    define(intl, 'Collator', collatorClass(locale))
    const formatters = intl as Record<string, Formatter | undefined>
    // What has no data counts as Chinese, which comes first.
    if (/^en\b/i.test(locale())) {
      for (const name of ['NumberFormat', 'DateTimeFormat', 'PluralRules']) {
        const formatter = formatters[name]
        if (formatter !== undefined) formatter.__defaultLocale = 'en'
      }
    }
    setZone(formatters.DateTimeFormat)
    return intl
  }
  Object.defineProperty(globalThis, 'Intl', {
    get: load,
    set: (value: unknown) => define(globalThis, 'Intl', value),
    configurable: true,
    enumerable: false,
  })
  const postpone = (prototype: object, names: readonly string[]): void => {
    for (const name of names) {
      const method: Method = function (...args) {
        load()
        return ((prototype as Record<string, Method>)[name] as Method).apply(this, args)
      }
      Object.defineProperty(method, 'name', { value: name })
      define(prototype, name, method)
    }
  }
  declareLocaleCompare(locale)
  postpone(Number.prototype, NUMBER_METHODS)
  postpone(Date.prototype, DATE_METHODS)
}
