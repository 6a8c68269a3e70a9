/** What the shell is told about a picker: the attributes brought into one shape. */

export const PICKER_MODES = ['selector', 'multiSelector', 'time', 'date', 'region'] as const
export type PickerMode = (typeof PICKER_MODES)[number]

/** Attributes as the logic wrote them. */
export interface PickerAttributes {
  mode: PickerMode
  headerText: string
  range: unknown
  rangeKey: string
  value: unknown
  start: string
  end: string
  fields: string
  level: string
  customItem: string
}

/** Texts of one column; objects show their `rangeKey`. */
export function labels(range: unknown, key: string): string[] {
  if (!Array.isArray(range)) return []
  return range.map((item: unknown) => {
    const shown = key !== '' && typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[key] : item
    return shown === undefined || shown === null ? '' : String(shown)
  })
}

/** Texts of all columns of a `multiSelector`. */
export function columns(range: unknown, key: string): string[][] {
  return Array.isArray(range) ? range.map((column: unknown) => labels(column, key)) : []
}

/** An index of the range; anything else is the first item. */
export function index(value: unknown, length: number): number {
  const wanted = Math.trunc(Number(value))
  return Number.isFinite(wanted) && wanted >= 0 && wanted < length ? wanted : 0
}

/** `hh:mm`, or nothing where it is no time. */
export function time(value: unknown): string {
  const match = /^\s*(\d{1,2}):(\d{1,2})/.exec(String(value ?? ''))
  if (match === null) return ''
  const [hour, minute] = [Number(match[1]), Number(match[2])]
  return hour > 23 || minute > 59 ? '' : `${two(hour)}:${two(minute)}`
}

/** `YYYY-MM-DD` of a date that exists; also takes `YYYY`, `YYYY-MM`, `/` for `-`. Else nothing. */
export function date(value: unknown): string {
  const match = /^\s*(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?/.exec(String(value ?? ''))
  if (match === null) return ''
  const year = Number(match[1])
  const month = match[2] === undefined ? 1 : Number(match[2])
  const day = match[3] === undefined ? 1 : Number(match[3])
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return ''
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The value kept between start and end; they compare as text. */
export function between(value: string, start: string, end: string): string {
  if (start !== '' && value < start) return start
  if (end !== '' && value > end) return end
  return value
}

/** Length of a date by `fields`. */
const DATE_LENGTH: Readonly<Record<string, number>> = { year: 4, month: 7, day: 10 }

export function dateFields(fields: string): 'year' | 'month' | 'day' {
  return fields === 'year' || fields === 'month' ? fields : 'day'
}

/** Parameters of the `chrome` message; `today` as `YYYY-MM-DD`, `now` as `hh:mm`. */
export function pickerParams(attributes: PickerAttributes, today: string, now: string): Record<string, unknown> {
  const { mode, headerText } = attributes
  const common = { mode, ...(headerText === '' ? {} : { headerText }) }
  switch (mode) {
    case 'selector': {
      const range = labels(attributes.range, attributes.rangeKey)
      return { ...common, range, value: index(attributes.value, range.length) }
    }
    case 'multiSelector': {
      const range = columns(attributes.range, attributes.rangeKey)
      return { ...common, range, value: indices(attributes.value, range) }
    }
    case 'time': {
      const start = time(attributes.start)
      const end = time(attributes.end)
      return { ...common, start, end, value: between(time(attributes.value) || now, start, end) }
    }
    case 'date': {
      const fields = dateFields(attributes.fields)
      const length = DATE_LENGTH[fields] as number
      const start = date(attributes.start).slice(0, length)
      const end = date(attributes.end).slice(0, length)
      const value = between((date(attributes.value) || today).slice(0, length), start, end)
      return { ...common, fields, start, end, value }
    }
    case 'region': {
      const value = Array.isArray(attributes.value) ? attributes.value.map((part: unknown) => String(part ?? '')) : []
      return { ...common, level: attributes.level, customItem: attributes.customItem, value }
    }
  }
}

export function indices(value: unknown, range: readonly string[][]): number[] {
  return range.map((column, at) => index(Array.isArray(value) ? value[at] : 0, column.length))
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
