/** What a context knows of its programs and shaders without asking, and asks of them at once. */

import { numberOf, type WebGLProgram, type WebGLShader, type WebGLUniformLocation } from './objects'

/** Answer of the question `webglProgram`. */
export interface ProgramFacts {
  linked: boolean
  validated: boolean
  log: string
  attributes: [name: string, size: number, type: number, location: number][]
  /** `inBlock`: a member of a uniform block, which has no location. */
  uniforms: [name: string, size: number, type: number, inBlock: boolean][]
  /** Of the attached shaders. */
  shaders: [number: number, ShaderFacts][]
}

/** Answer of the question `webglShader`. */
export interface ShaderFacts {
  compiled: boolean
  log: string
}

export interface ShaderState {
  readonly type: number
  source: string
  deleted: boolean
  facts: ShaderFacts | undefined
}

export class ProgramState {
  deleted = false
  readonly attached = new Set<WebGLShader>()
  /** Void after the next link or validation. */
  facts: ProgramFacts | undefined
  /** By name, until the next link. */
  readonly locations = new Map<string, WebGLUniformLocation>()

  relinked(): void {
    this.facts = undefined
    this.locations.clear()
  }
}

/** Whether the name means a uniform that has a location: `a`, `a[2]`, `a.b`, `a[1].b[0]`. */
export function hasLocation(uniforms: ProgramFacts['uniforms'], name: string): boolean {
  const element = /^(.*)\[(\d+)\]$/.exec(name)
  return uniforms.some(([active, size, , inBlock]) => {
    if (inBlock) return false
    if (active === name) return true
    // Arrays are told as their first element, `a[0]`.
    if (!active.endsWith('[0]')) return false
    const array = active.slice(0, -3)
    return array === name || (element !== null && element[1] === array && Number(element[2]) < size)
  })
}

/** A program's location of this name; `make` records how the page gets it. */
export function locate(
  program: WebGLProgram,
  state: ProgramState,
  name: string,
  make: (program: WebGLProgram, name: string) => WebGLUniformLocation,
): WebGLUniformLocation | null {
  const known = state.locations.get(name)
  if (known !== undefined) return known
  if (state.facts === undefined || !hasLocation(state.facts.uniforms, name)) return null
  const made = make(program, name)
  state.locations.set(name, made)
  return made
}

/** The attached shaders that the page told of, with what it told. */
export function shadersOf(facts: ProgramFacts, attached: Iterable<WebGLShader>): [WebGLShader, ShaderFacts][] {
  const told = new Map(facts.shaders)
  const found: [WebGLShader, ShaderFacts][] = []
  for (const shader of attached) {
    const known = told.get(numberOf(shader))
    if (known !== undefined) found.push([shader, known])
  }
  return found
}
