/** `Intl.Collator` and `localeCompare`: texts in the order of a language, Chinese by pinyin. */

import { native } from './native'

type Locales = string | readonly string[] | undefined
type Options = Intl.CollatorOptions | undefined

interface Settings {
  sensitivity: string
  ignorePunctuation: boolean
  numeric: boolean
  caseFirst: string
}

/** Collators by tag and options: there are few, and each is asked often. */
const known = new Map<string, number>()

function collatorFor(tag: string, options: string): number {
  const key = `${tag} ${options}`
  let id = known.get(key)
  if (id === undefined) {
    id = native.collator(tag, options)
    known.set(key, id)
  }
  return id
}

function tagOf(locales: Locales, otherwise: () => string): string {
  const tag = Array.isArray(locales) ? locales[0] : locales
  if (tag === undefined) return otherwise().replace('_', '-')
  if (typeof tag !== 'string' && (typeof tag !== 'object' || tag === null)) {
    throw new TypeError('Incorrect locale information provided')
  }
  return String(tag)
}

/** A value that the tag itself asks for: `zh-u-kn-true`. */
function extension(tag: string, key: string): string | undefined {
  const found = new RegExp(`-u(?:-[a-z0-9]{2,8})*?-${key}(?:-([a-z0-9]{3,8}))?(?=-|$)`, 'i').exec(tag)
  return found === null ? undefined : (found[1] ?? 'true')
}

function settingsOf(tag: string, options: Options): Settings {
  const given = options ?? {}
  const numeric = given.numeric ?? extension(tag, 'kn') === 'true'
  return {
    sensitivity: String(given.sensitivity ?? 'variant'),
    ignorePunctuation: Boolean(given.ignorePunctuation),
    numeric: Boolean(numeric),
    caseFirst: String(given.caseFirst ?? extension(tag, 'kf') ?? 'false'),
  }
}

function compare(collator: number, a: unknown, b: unknown): number {
  return native.compareTexts(collator, String(a).toWellFormed(), String(b).toWellFormed())
}

/** The class `Intl.Collator`; `language` is that of people who do not say which. */
export function collatorClass(language: () => string): object {
  class Collator {
    readonly #tag: string
    readonly #settings: Settings
    readonly #usage: string
    readonly #id: number
    #compare: ((a: unknown, b: unknown) => number) | undefined

    constructor(locales?: Locales, options?: Options) {
      this.#tag = tagOf(locales, language)
      this.#settings = settingsOf(this.#tag, options)
      this.#usage = String(options?.usage ?? 'sort')
      this.#id = collatorFor(this.#tag, JSON.stringify(this.#settings))
    }

    static supportedLocalesOf(locales?: Locales): string[] {
      const list = locales === undefined ? [] : typeof locales === 'string' ? [locales] : [...locales]
      for (const tag of list) collatorFor(tagOf(tag, language), '{}')
      return list
    }

    get compare(): (a: unknown, b: unknown) => number {
      this.#compare ??= (a, b) => compare(this.#id, a, b)
      return this.#compare
    }

    resolvedOptions(): object {
      const collation = extension(this.#tag, 'co') ?? 'default'
      return { locale: this.#tag.replace(/-u-.*$/, ''), usage: this.#usage, ...this.#settings, collation }
    }

    get [Symbol.toStringTag](): string {
      return 'Intl.Collator'
    }
  }
  // Older than classes: it may be called without `new`.
  return new Proxy(Collator, { apply: (target, _self, [locales, options]) => new target(locales, options) })
}

/** Puts `String.prototype.localeCompare` in the place of the engine's, which compares code points. */
export function declareLocaleCompare(language: () => string): void {
  const method = {
    localeCompare(this: unknown, that: unknown, locales?: Locales, options?: Options): number {
      if (this === undefined || this === null) throw new TypeError('String.prototype.localeCompare called on null or undefined')
      const tag = tagOf(locales, language)
      return compare(collatorFor(tag, options === undefined ? '{}' : JSON.stringify(settingsOf(tag, options))), this, that)
    },
  }.localeCompare
  Object.defineProperty(String.prototype, 'localeCompare', { value: method, writable: true, configurable: true, enumerable: false })
}
