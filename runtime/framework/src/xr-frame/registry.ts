/** What scripts register: kept by kind and name. */

/** The functions `register…` of the system. */
export const KINDS = [
  'Component',
  'Element',
  'DataValue',
  'Effect',
  'Geometry',
  'Texture',
  'Material',
  'UniformDesc',
  'VertexDataDesc',
  'VertexLayout',
  'AssetLoader',
] as const

export type Kind = (typeof KINDS)[number]

export class Registry {
  readonly #kept = new Map<string, unknown>()
  readonly #warn: (text: string) => void

  constructor(warn: (text: string) => void) {
    this.#warn = warn
  }

  /** The later one counts. */
  register(kind: Kind, name: unknown, value: unknown): void {
    if (typeof name !== 'string' || name === '') {
      this.#warn(`XR-frame: register${kind}: a name is wanted, not ${typeof name}`)
      return
    }
    const wanted = kind === 'DataValue' ? 'object' : 'function'
    if (typeof value !== wanted || value === null) {
      this.#warn(`XR-frame: register${kind} "${name}": ${wanted === 'object' ? 'an object' : 'a function'} is wanted`)
      return
    }
    const key = `${kind} ${name}`
    if (this.#kept.has(key)) this.#warn(`XR-frame: register${kind} "${name}": there is one of this name already`)
    this.#kept.set(key, value)
  }

  find(kind: Kind, name: string): unknown {
    return this.#kept.get(`${kind} ${name}`)
  }
}
