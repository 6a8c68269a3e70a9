/**
 * `Intl`, which QuickJS lacks: FormatJS' implementation with the languages of WeChat's users. A bundle of its own, loaded
 * when a script first mentions `Intl` or formats a number or a date for a language.
 */

import '@formatjs/intl-getcanonicallocales/polyfill.js'
import '@formatjs/intl-locale/polyfill.js'
import '@formatjs/intl-pluralrules/polyfill-force.js'
import '@formatjs/intl-pluralrules/locale-data/zh.js'
import '@formatjs/intl-pluralrules/locale-data/en.js'
import '@formatjs/intl-numberformat/polyfill-force.js'
import '@formatjs/intl-numberformat/locale-data/zh.js'
import '@formatjs/intl-numberformat/locale-data/en.js'
import '@formatjs/intl-datetimeformat/polyfill-force.js'
import '@formatjs/intl-datetimeformat/locale-data/zh.js'
import '@formatjs/intl-datetimeformat/locale-data/en.js'
import '@formatjs/intl-datetimeformat/add-all-tz.js'

/** Options that say what of a date to write. */
const PARTS = [
  'weekday', 'era', 'year', 'month', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits',
  'timeZoneName', 'dateStyle', 'timeStyle',
]

type Locales = string | string[] | undefined

// FormatJS writes the date of `toLocaleString` in words where browsers write it in digits.
const { toLocaleString: inWords } = Date.prototype
Object.defineProperty(Date.prototype, 'toLocaleString', {
  value: function (this: Date, locales?: Locales, options?: Intl.DateTimeFormatOptions): string {
    const asked = (options ?? {}) as Record<string, unknown>
    if (PARTS.some((part) => asked[part] !== undefined)) return inWords.call(this, locales, options)
    const { locale } = new Intl.DateTimeFormat(locales).resolvedOptions()
    const between = locale.startsWith('en') ? ', ' : ' '
    return `${this.toLocaleDateString(locales, options)}${between}${this.toLocaleTimeString(locales, options)}`
  },
  writable: true,
  configurable: true,
})
