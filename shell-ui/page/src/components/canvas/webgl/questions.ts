/** What the logic asks of a context. */

import { encodePixels } from '../pixels'
import { type Drawing, type GL, openDrawing } from './drawing'
import { dataOf, decode, encode, MISSING } from './values'

/** Parameters that never change, by the names of their constants. */
const STATIC = /^(MAX_|ALIASED_|(VERSION|VENDOR|RENDERER|SHADING_LANGUAGE_VERSION|SUBPIXEL_BITS)$|MIN_PROGRAM_TEXEL_OFFSET$|UNIFORM_BUFFER_OFFSET_ALIGNMENT$)/

export function answerGl(canvas: HTMLCanvasElement, drawing: Drawing | undefined, method: string, given: Record<string, unknown>): unknown {
  if (method === 'webglContext') return describe(canvas, given)
  if (drawing === undefined) throw new Error('the canvas has no WebGL context')
  switch (method) {
    case 'webglProgram':
      return programFacts(drawing, objectOf(drawing, given.program) as WebGLProgram)
    case 'webglShader':
      return shaderFacts(drawing.gl, objectOf(drawing, given.shader) as WebGLShader)
    case 'webglRead':
      return read(drawing, given)
    case 'webglAsk':
      return encode(invoke(drawing, String(given.method), given.args), drawing)
    default:
      throw new Error(`WebGL has no question ${method}`)
  }
}

function describe(canvas: HTMLCanvasElement, given: Record<string, unknown>): unknown {
  const attributes = (given.attributes ?? {}) as WebGLContextAttributes
  const drawing = openDrawing(canvas, given.version === 2 ? 2 : 1, attributes)
  if (drawing === undefined) return null
  const { gl } = drawing
  const parameters: Record<string, unknown> = {}
  for (const name in gl) {
    if (!STATIC.test(name)) continue
    const number = (gl as unknown as Record<string, unknown>)[name] as number
    parameters[number] = encode(gl.getParameter(number), drawing)
  }
  return { attributes: gl.getContextAttributes() ?? {}, extensions: gl.getSupportedExtensions() ?? [], parameters, precisions: precisions(gl) }
}

function precisions(gl: GL): number[][] {
  const rows: number[][] = []
  for (const stage of [gl.VERTEX_SHADER, gl.FRAGMENT_SHADER]) {
    for (const kind of [gl.LOW_FLOAT, gl.MEDIUM_FLOAT, gl.HIGH_FLOAT, gl.LOW_INT, gl.MEDIUM_INT, gl.HIGH_INT]) {
      const format = gl.getShaderPrecisionFormat(stage, kind)
      if (format !== null) rows.push([stage, kind, format.rangeMin, format.rangeMax, format.precision])
    }
  }
  return rows
}

interface ShaderFacts {
  compiled: boolean
  log: string
}

function shaderFacts(gl: GL, shader: WebGLShader): ShaderFacts {
  return { compiled: gl.getShaderParameter(shader, gl.COMPILE_STATUS) === true, log: gl.getShaderInfoLog(shader) ?? '' }
}

/** All that is usually asked after linking, shaders included. */
function programFacts(drawing: Drawing, program: WebGLProgram): unknown {
  const { gl } = drawing
  const linked = gl.getProgramParameter(program, gl.LINK_STATUS) === true
  const attributes: unknown[] = []
  const uniforms: unknown[] = []
  if (linked) {
    for (let at = 0; at < Number(gl.getProgramParameter(program, gl.ACTIVE_ATTRIBUTES)); at += 1) {
      const info = gl.getActiveAttrib(program, at)
      if (info !== null) attributes.push([info.name, info.size, info.type, gl.getAttribLocation(program, info.name)])
    }
    const count = Number(gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS))
    const inBlock = membersOfBlocks(gl, program, count)
    for (let at = 0; at < count; at += 1) {
      const info = gl.getActiveUniform(program, at)
      if (info !== null) uniforms.push([info.name, info.size, info.type, inBlock[at] ?? false])
    }
  }
  const shaders = (gl.getAttachedShaders(program) ?? []).map((shader) => [drawing.numberOf(shader) ?? 0, shaderFacts(gl, shader)])
  const validated = gl.getProgramParameter(program, gl.VALIDATE_STATUS) === true
  return { linked, validated, log: gl.getProgramInfoLog(program) ?? '', attributes, uniforms, shaders }
}

function membersOfBlocks(gl: GL, program: WebGLProgram, count: number): boolean[] {
  if (!('UNIFORM_BLOCK_INDEX' in gl) || count === 0) return []
  const indices = Array.from({ length: count }, (_, at) => at)
  const blocks = gl.getActiveUniforms(program, indices, gl.UNIFORM_BLOCK_INDEX) as number[] | null
  return (blocks ?? []).map((block) => block >= 0)
}

/** Base64 of what the context writes into data of this kind and size. */
function read(drawing: Drawing, given: Record<string, unknown>): string {
  const bytes = new Uint8Array(Math.max(Number(given.bytes) || 0, 0))
  invoke(drawing, String(given.method), [...(given.args as unknown[])], dataOf(String(given.as), bytes))
  return encodePixels(bytes)
}

function invoke(drawing: Drawing, name: string, raw: unknown, ...more: unknown[]): unknown {
  const call = drawing.call(name)
  if (call === undefined) throw new Error(`${name} is not supported by this webview`)
  const args = (Array.isArray(raw) ? raw : []).map((arg) => decode(arg, drawing, () => undefined))
  return args.includes(MISSING) ? null : call.run.apply(call.self, [...args, ...more])
}

function objectOf(drawing: Drawing, number: unknown): object {
  const found = drawing.objectOf(number)
  if (found === undefined) throw new Error(`there is no object ${String(number)}`)
  return found
}
