/** WebGLRenderingContext and WebGL2RenderingContext: calls are recorded, questions are asked of the page. */

import { bytesOf, decodeBase64 } from '../../base64'
import type { Canvas } from '../canvas'
import type { Surface } from '../surface'
import { type ContextFacts, Core } from './core'
import { makeExtension } from './extensions'
import {
  numberOf,
  WebGLActiveInfo,
  type WebGLProgram,
  type WebGLShader,
  WebGLShaderPrecisionFormat,
  type WebGLUniformLocation,
} from './objects'
import { locate, type ProgramFacts, ProgramState, type ShaderFacts, type ShaderState, shadersOf } from './programs'
import { command, defineConstants, defineMethods } from './recorders'
import { EXTENSIONS, WEBGL, WEBGL2 } from './table'
import { answered, type Data, kindOf, part } from './values'

/** Parameters of programs and shaders that are answered from what is known. */
const DELETE_STATUS = 0x8b80
const COMPILE_STATUS = 0x8b81
const LINK_STATUS = 0x8b82
const VALIDATE_STATUS = 0x8b83
const ATTACHED_SHADERS = 0x8b85
const ACTIVE_UNIFORMS = 0x8b86
const ACTIVE_ATTRIBUTES = 0x8b89
const SHADER_TYPE = 0x8b4f
const COMPLETION_STATUS_KHR = 0x91b1

const NO_PROGRAM: ProgramFacts = { linked: false, validated: false, log: '', attributes: [], uniforms: [], shaders: [] }

abstract class RenderingContext {
  readonly canvas: Canvas
  readonly #core: Core
  readonly #attributes: Readonly<Record<string, unknown>>
  readonly #extensions = new Map<string, object>()
  readonly #programs = new WeakMap<WebGLProgram, ProgramState>()
  readonly #shaders = new WeakMap<WebGLShader, ShaderState>()

  constructor(canvas: Canvas, surface: Surface, facts: ContextFacts, wanted: Readonly<Record<string, unknown>>) {
    this.canvas = canvas
    this.#core = new Core(surface, facts)
    // The page always keeps the buffer, and clears it where it would not have been kept.
    this.#attributes = { ...facts.attributes, preserveDrawingBuffer: wanted.preserveDrawingBuffer === true }
  }

  static coreOf(context: object): Core {
    return (context as RenderingContext).#core
  }

  get drawingBufferWidth(): number {
    return this.canvas.width
  }
  get drawingBufferHeight(): number {
    return this.canvas.height
  }

  // The context
  getContextAttributes(): Record<string, unknown> {
    return { ...this.#attributes }
  }
  isContextLost(): boolean {
    return this.#core.ask('isContextLost', []) !== false
  }
  getSupportedExtensions(): string[] {
    return this.#core.facts.extensions.filter((name) => name in EXTENSIONS)
  }
  getExtension(name: unknown): object | null {
    const wanted = String(name).toLowerCase()
    const found = this.getSupportedExtensions().find((supported) => supported.toLowerCase() === wanted)
    if (found === undefined) return null
    let extension = this.#extensions.get(found)
    if (extension === undefined) {
      extension = makeExtension(found, this.#core)
      this.#extensions.set(found, extension)
    }
    return extension
  }
  getParameter(name: number): unknown {
    const known = this.#core.facts.parameters[name]
    return known === undefined ? this.#core.ask('getParameter', [name]) : answered(known, this.#core.handles)
  }
  getShaderPrecisionFormat(shaderType: number, precisionType: number): WebGLShaderPrecisionFormat | null {
    const known = this.#core.facts.precisions.find((row) => row[0] === shaderType && row[1] === precisionType)
    return known === undefined ? null : new WebGLShaderPrecisionFormat(known[2], known[3], known[4])
  }

  // Shaders
  createShader(type: number): WebGLShader {
    const shader = this.#core.make('WebGLShader', 'createShader', [type])
    this.#shaders.set(shader, { type, source: '', deleted: false, facts: undefined })
    return shader
  }
  shaderSource(shader: WebGLShader, source: unknown): void {
    const text = String(source)
    const state = this.#shaders.get(shader)
    if (state !== undefined) state.source = text
    this.#core.run(command('shaderSource', [shader, text]))
  }
  getShaderSource(shader: WebGLShader): string | null {
    return this.#shaders.get(shader)?.source ?? null
  }
  compileShader(shader: WebGLShader): void {
    const state = this.#shaders.get(shader)
    if (state !== undefined) state.facts = undefined
    this.#core.run(command('compileShader', [shader]))
  }
  deleteShader(shader: WebGLShader | null): void {
    const state = shader === null ? undefined : this.#shaders.get(shader)
    if (state !== undefined) state.deleted = true
    this.#core.run(command('deleteShader', [shader]))
  }
  getShaderParameter(shader: WebGLShader, name: number): unknown {
    const state = this.#shaders.get(shader)
    if (state === undefined) return null
    switch (name) {
      case SHADER_TYPE:
        return state.type
      case DELETE_STATUS:
        return state.deleted
      case COMPILE_STATUS:
        return this.#shaderFacts(shader, state).compiled
      case COMPLETION_STATUS_KHR:
        return true
      default:
        return this.#core.ask('getShaderParameter', [shader, name])
    }
  }
  getShaderInfoLog(shader: WebGLShader): string | null {
    const state = this.#shaders.get(shader)
    return state === undefined ? null : this.#shaderFacts(shader, state).log
  }
  #shaderFacts(shader: WebGLShader, state: ShaderState): ShaderFacts {
    state.facts ??= (this.#core.question('webglShader', { shader: numberOf(shader) }) as ShaderFacts | null) ?? {
      compiled: false,
      log: '',
    }
    return state.facts
  }

  // Programs
  createProgram(): WebGLProgram {
    const program = this.#core.make('WebGLProgram', 'createProgram', [])
    this.#programs.set(program, new ProgramState())
    return program
  }
  attachShader(program: WebGLProgram, shader: WebGLShader): void {
    this.#programs.get(program)?.attached.add(shader)
    this.#core.run(command('attachShader', [program, shader]))
  }
  detachShader(program: WebGLProgram, shader: WebGLShader): void {
    this.#programs.get(program)?.attached.delete(shader)
    this.#core.run(command('detachShader', [program, shader]))
  }
  getAttachedShaders(program: WebGLProgram): WebGLShader[] | null {
    const state = this.#programs.get(program)
    return state === undefined ? null : [...state.attached]
  }
  linkProgram(program: WebGLProgram): void {
    this.#programs.get(program)?.relinked()
    this.#core.run(command('linkProgram', [program]))
  }
  validateProgram(program: WebGLProgram): void {
    const state = this.#programs.get(program)
    if (state !== undefined) state.facts = undefined
    this.#core.run(command('validateProgram', [program]))
  }
  deleteProgram(program: WebGLProgram | null): void {
    const state = program === null ? undefined : this.#programs.get(program)
    if (state !== undefined) state.deleted = true
    this.#core.run(command('deleteProgram', [program]))
  }
  getProgramParameter(program: WebGLProgram, name: number): unknown {
    const state = this.#programs.get(program)
    if (state === undefined) return null
    switch (name) {
      case DELETE_STATUS:
        return state.deleted
      case ATTACHED_SHADERS:
        return state.attached.size
      case LINK_STATUS:
        return this.#facts(program, state).linked
      case VALIDATE_STATUS:
        return this.#facts(program, state).validated
      case ACTIVE_ATTRIBUTES:
        return this.#facts(program, state).attributes.length
      case ACTIVE_UNIFORMS:
        return this.#facts(program, state).uniforms.length
      case COMPLETION_STATUS_KHR:
        return true
      default:
        return this.#core.ask('getProgramParameter', [program, name])
    }
  }
  getProgramInfoLog(program: WebGLProgram): string | null {
    const state = this.#programs.get(program)
    return state === undefined ? null : this.#facts(program, state).log
  }
  getActiveAttrib(program: WebGLProgram, index: number): WebGLActiveInfo | null {
    const state = this.#programs.get(program)
    const row = state === undefined ? undefined : this.#facts(program, state).attributes[index]
    return row === undefined ? null : new WebGLActiveInfo(row[0], row[1], row[2])
  }
  getActiveUniform(program: WebGLProgram, index: number): WebGLActiveInfo | null {
    const state = this.#programs.get(program)
    const row = state === undefined ? undefined : this.#facts(program, state).uniforms[index]
    return row === undefined ? null : new WebGLActiveInfo(row[0], row[1], row[2])
  }
  getAttribLocation(program: WebGLProgram, name: unknown): number {
    const state = this.#programs.get(program)
    if (state === undefined) return -1
    const row = this.#facts(program, state).attributes.find(([active]) => active === String(name))
    return row === undefined ? -1 : row[3]
  }
  getUniformLocation(program: WebGLProgram, name: unknown): WebGLUniformLocation | null {
    const state = this.#programs.get(program)
    if (state === undefined) return null
    this.#facts(program, state)
    return locate(program, state, String(name), (...args) =>
      this.#core.make('WebGLUniformLocation', 'getUniformLocation', args),
    )
  }
  /** One question tells all of a program and of its shaders. */
  #facts(program: WebGLProgram, state: ProgramState): ProgramFacts {
    if (state.facts === undefined) {
      const answer = this.#core.question('webglProgram', { program: numberOf(program) }) as ProgramFacts | null
      state.facts = answer ?? NO_PROGRAM
      for (const [shader, facts] of shadersOf(state.facts, state.attached)) {
        const known = this.#shaders.get(shader)
        if (known !== undefined) known.facts ??= facts
      }
    }
    return state.facts
  }

  // Data
  readPixels(...args: unknown[]): void {
    const target = args[6]
    if (!ArrayBuffer.isView(target)) {
      // Into the bound PIXEL_PACK_BUFFER.
      this.#core.run(command('readPixels', args))
      return
    }
    this.#read('readPixels', args.slice(0, 6), part(target, Number(args[7] ?? 0), 0) as ArrayBufferView)
  }
  getBufferSubData(target: number, offset: number, data: ArrayBufferView, start = 0, length = 0): void {
    this.#read('getBufferSubData', [target, offset], part(data, start, length) as ArrayBufferView)
  }
  #read(method: string, args: unknown[], into: Data): void {
    const bytes = bytesOf(into)
    const params = { method, args, as: kindOf(into), bytes: bytes.length }
    const answer = this.#core.question('webglRead', params)
    if (typeof answer === 'string') bytes.set(new Uint8Array(decodeBase64(answer)).subarray(0, bytes.length))
  }
}

export class WebGLRenderingContext extends RenderingContext {}
export class WebGL2RenderingContext extends RenderingContext {}

let prepared = false

/** The tables are read when the first context is made: most mini-programs make none. */
function prepare(): void {
  if (prepared) return
  prepared = true
  for (const [kind, tables] of [
    [WebGLRenderingContext, [WEBGL]],
    [WebGL2RenderingContext, [WEBGL2, WEBGL]],
  ] as const) {
    for (const table of tables) {
      for (const target of [kind, kind.prototype]) defineConstants(target, table)
      defineMethods(kind.prototype, table, RenderingContext.coreOf)
    }
  }
}

/** A context of this version; null where the page gives none. */
export function makeContext(
  version: 1 | 2,
  canvas: Canvas,
  surface: Surface,
  wanted: Readonly<Record<string, unknown>>,
): WebGLRenderingContext | WebGL2RenderingContext | null {
  let facts: ContextFacts | null
  try {
    facts = surface.ask('webglContext', { version, attributes: wanted }) as ContextFacts | null
  } catch (error) {
    surface.shared.ctx.log('warn', 'WebGL: the page gives no context:', error)
    return null
  }
  if (facts === null) return null
  prepare()
  surface.drawWith('webgl')
  return new (version === 2 ? WebGL2RenderingContext : WebGLRenderingContext)(canvas, surface, facts, wanted)
}
