/** How a raw attribute value becomes a typed one. */
export type AttrKind = 'string' | 'number' | 'boolean' | 'enum' | 'any'

export interface AttrSpec {
  readonly kind: AttrKind
  readonly default?: unknown
  /** Legal values of an `enum`; others become the default. */
  readonly values?: readonly string[]
  /** Mirror the value to a DOM attribute for style sheets (`wx-button[type=primary]`). */
  readonly reflect?: boolean
  /** Report every write, also of an equal value (scroll-top, scroll-into-view). */
  readonly always?: boolean
}

export type AttrTable = Readonly<Record<string, AttrSpec>>

export function string(fallback = '', extra: Partial<AttrSpec> = {}): AttrSpec {
  return { kind: 'string', default: fallback, ...extra }
}

export function number(fallback: number | undefined = 0, extra: Partial<AttrSpec> = {}): AttrSpec {
  return { kind: 'number', default: fallback, ...extra }
}

export function boolean(fallback = false, extra: Partial<AttrSpec> = {}): AttrSpec {
  return { kind: 'boolean', default: fallback, ...extra }
}

export function oneOf(values: readonly string[], fallback = values[0], extra: Partial<AttrSpec> = {}): AttrSpec {
  return { kind: 'enum', default: fallback, values, ...extra }
}

export function any(fallback?: unknown, extra: Partial<AttrSpec> = {}): AttrSpec {
  return { kind: 'any', default: fallback, ...extra }
}

/**
 * The value a component works with. `null` and `undefined` mean the default. A boolean is the truth
 * of the value, so that the string `"false"` of a bare attribute is true, as in WeChat. A number may
 * carry a unit (`20px`).
 */
export function coerce(spec: AttrSpec, raw: unknown): unknown {
  if (raw === undefined || raw === null) return spec.default
  switch (spec.kind) {
    case 'string':
      return typeof raw === 'object' ? spec.default : String(raw)
    case 'boolean':
      return Boolean(raw)
    case 'number': {
      const value = typeof raw === 'string' ? Number.parseFloat(raw) : Number(raw)
      return Number.isFinite(value) ? value : spec.default
    }
    case 'enum':
      return spec.values?.includes(String(raw)) ? String(raw) : spec.default
    case 'any':
      return raw
  }
}

const names = new Map<string, string>()

/** kebab-case spelling of an attribute or a style property (`hoverClass` → `hover-class`). */
export function canonicalName(name: string): string {
  let known = names.get(name)
  if (known === undefined) {
    known = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    names.set(name, known)
  }
  return known
}

const defaults = new WeakMap<object, Record<string, unknown>>()

/** One object per class holding the defaults of its attributes. */
export function defaultsOf(component: { attrs: AttrTable }): Record<string, unknown> {
  let known = defaults.get(component)
  if (known === undefined) {
    known = {}
    for (const [name, spec] of Object.entries(component.attrs)) known[name] = spec.default
    defaults.set(component, known)
  }
  return known
}
