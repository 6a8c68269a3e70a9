import { describe, expect, it } from 'vitest'
import { settled } from '../../fake-context'
import { type Harness, harness, type Wx } from '../../wx-harness'
import { encodeBase64 } from '../../base64'
import { hasLocation } from './programs'

const FACTS = {
  attributes: { alpha: true, preserveDrawingBuffer: true },
  extensions: ['OES_vertex_array_object', 'ANGLE_instanced_arrays', 'PEAPOD_unknown'],
  parameters: { 3379: 4096, 3386: { $bytes: encodeBase64(new Int32Array([5, 6])), as: 'Int32Array' } },
  precisions: [[35633, 36338, 127, 127, 23]],
}

const PROGRAM = {
  linked: true,
  validated: false,
  log: 'fine',
  attributes: [['place', 1, 35664, 3]],
  uniforms: [
    ['tint', 1, 35666, false],
    ['list[0]', 3, 5126, false],
    ['hidden', 1, 5126, true],
  ],
  shaders: [[2, { compiled: true, log: 'warned' }]],
}

/** Commands of all `webgl` batches so far, without the marks of turns. */
function drawn({ ctx }: Harness): unknown[] {
  return ctx.page
    .of('call')
    .filter(([, method]) => method === 'webgl')
    .flatMap(([, , params]) => (params as { commands: unknown[][] }).commands)
    .filter(([name]) => name !== 'turn')
}

function asked({ ctx }: Harness, kind: string): unknown[] {
  return ctx.page.of('ask').filter(([, method]) => method === kind)
}

async function open(version = 'webgl', facts: unknown = FACTS): Promise<{ h: Harness; canvas: Wx; gl: Wx }> {
  const h = harness()
  h.ctx.nodes['#c'] = [h.ctx.node(8, { tag: 'canvas' })]
  h.ctx.page.queries.fields = () => [[{ nodeCanvasType: 'webgl', nodeWidth: 300, nodeHeight: 150 }]]
  h.ctx.page.beforeAsk = () => h.ctx.flush()
  h.ctx.page.asks.webglContext = () => facts
  let canvas: Wx = {}
  h.wx
    .createSelectorQuery()
    .select('#c')
    .fields({ node: true }, (result: { node: Wx }) => {
      canvas = result.node
    })
    .exec()
  await settled()
  return { h, canvas, gl: canvas.getContext(version) }
}

describe('a context', () => {
  it('is asked for once, and is the only kind that the canvas has', async () => {
    const { h, canvas, gl } = await open()
    expect(canvas.getContext('experimental-webgl')).toBe(gl)
    expect(canvas.getContext('webgl2')).toBe(null)
    expect(canvas.getContext('2d')).toBe(null)
    expect(asked(h, 'webglContext')).toEqual([[8, 'webglContext', { canvas: 0, version: 1, attributes: {} }]])
    expect([gl.constructor.name, gl.TRIANGLES, (gl.constructor as unknown as Wx).FLOAT, gl.UNIFORM_BUFFER]).toEqual([
      'WebGLRenderingContext',
      4,
      5126,
      undefined,
    ])
    expect(gl.getContextAttributes()).toEqual({ alpha: true, preserveDrawingBuffer: false })
  })

  it('is null where the view has none, and the canvas may then be drawn in 2D', async () => {
    const { canvas, gl } = await open('webgl2', null)
    expect(gl).toBe(null)
    expect(canvas.getContext('2d')).not.toBe(null)
  })

  it('knows what never changes, and gives data of its own each time', async () => {
    const { h, gl } = await open()
    expect(gl.getParameter(gl.MAX_TEXTURE_SIZE)).toBe(4096)
    const size = gl.getParameter(gl.MAX_VIEWPORT_DIMS)
    expect(size).toEqual(new Int32Array([5, 6]))
    expect(gl.getParameter(gl.MAX_VIEWPORT_DIMS)).not.toBe(size)
    expect(gl.getShaderPrecisionFormat(gl.VERTEX_SHADER, gl.HIGH_FLOAT)).toEqual({ rangeMin: 127, rangeMax: 127, precision: 23 })
    expect(asked(h, 'webglAsk')).toEqual([])
    expect(gl.getSupportedExtensions()).toEqual(['OES_vertex_array_object', 'ANGLE_instanced_arrays'])
    expect(gl.getExtension('PEAPOD_unknown')).toBe(null)
  })
})

describe('commands', () => {
  it('copy what they are given', async () => {
    const { h, gl } = await open()
    const buffer = gl.createBuffer()
    const data = new Uint8Array([1, 2, 3, 4])
    const list = [1, 2]
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
    gl.bufferData(gl.ARRAY_BUFFER, data.subarray(1, 3), gl.STATIC_DRAW)
    gl.uniform2fv(null, list)
    gl.clearColor(0, 0.5, Number.NaN, true)
    data.fill(0)
    list[0] = 9
    h.ctx.flush()
    expect(drawn(h)).toEqual([
      ['new', 1, 'createBuffer'],
      ['bindBuffer', 34962, { $gl: 1 }],
      ['bufferData', 34962, { $bytes: 'AgM=', as: 'Uint8Array' }, 35044],
      ['uniform2fv', null, [1, 2]],
      ['clearColor', 0, 0.5, Number.NaN, true],
    ])
    expect(() => gl.uniformMatrix4fv(null, false, {})).toThrow(TypeError)
  })

  it('tell one turn however many batches it takes', async () => {
    const { h, gl } = await open()
    h.ctx.page.asks.webglAsk = () => 0
    gl.clear(1)
    expect(gl.getError()).toBe(0)
    gl.clear(2)
    h.ctx.flush()
    await settled()
    gl.clear(3)
    h.ctx.flush()
    const batches = h.ctx.page.of('call').filter(([, method]) => method === 'webgl')
    expect(batches.map(([, , params]) => (params as { commands: unknown }).commands)).toEqual([
      [['turn'], ['clear', 1]],
      [['clear', 2]],
      [['turn'], ['clear', 3]],
    ])
  })

  it('of WebGL 2 send the part of the data that counts', async () => {
    const { h, gl } = await open('webgl2')
    const data = new Uint8Array([1, 2, 3, 4])
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW, 2)
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, data, 1, 2)
    gl.uniform1fv(null, [7, 8, 9], 1, 1)
    gl.bufferData(gl.ARRAY_BUFFER, 16, gl.STATIC_DRAW)
    h.ctx.flush()
    expect(drawn(h)).toEqual([
      ['bufferData', 34962, { $bytes: 'AwQ=', as: 'Uint8Array' }, 35044],
      ['bufferSubData', 34962, 0, { $bytes: 'AgM=', as: 'Uint8Array' }],
      ['uniform1fv', null, [8]],
      ['bufferData', 34962, 16, 35044],
    ])
  })

  it('of extensions carry its name', async () => {
    const { h, gl } = await open()
    const arrays = gl.getExtension('oes_vertex_array_object')
    expect(gl.getExtension('OES_vertex_array_object')).toBe(arrays)
    expect(arrays.VERTEX_ARRAY_BINDING_OES).toBe(0x85b5)
    arrays.bindVertexArrayOES(arrays.createVertexArrayOES())
    h.ctx.flush()
    expect(drawn(h)).toEqual([
      ['getExtension', 'OES_vertex_array_object'],
      ['new', 1, 'OES_vertex_array_object.createVertexArrayOES'],
      ['OES_vertex_array_object.bindVertexArrayOES', { $gl: 1 }],
    ])
  })
})

describe('questions', () => {
  it('about a program and its shaders are asked at once, until it is linked again', async () => {
    const { h, gl } = await open()
    h.ctx.page.asks.webglProgram = () => PROGRAM
    const program = gl.createProgram()
    const shader = gl.createShader(gl.VERTEX_SHADER)
    gl.attachShader(program, shader)
    gl.linkProgram(program)
    expect(gl.getProgramParameter(program, gl.LINK_STATUS)).toBe(true)
    expect(gl.getProgramInfoLog(program)).toBe('fine')
    expect(gl.getShaderInfoLog(shader)).toBe('warned')
    expect(gl.getShaderParameter(shader, gl.COMPILE_STATUS)).toBe(true)
    expect(gl.getActiveUniform(program, 1)).toEqual({ name: 'list[0]', size: 3, type: 5126 })
    expect([gl.getAttribLocation(program, 'place'), gl.getAttribLocation(program, 'x')]).toEqual([3, -1])
    expect(gl.getUniformLocation(program, 'hidden')).toBe(null)
    const tint = gl.getUniformLocation(program, 'tint')
    expect(gl.getUniformLocation(program, 'tint')).toBe(tint)
    expect(asked(h, 'webglProgram')).toHaveLength(1)
    gl.linkProgram(program)
    expect(gl.getUniformLocation(program, 'tint')).not.toBe(tint)
    expect(asked(h, 'webglProgram')).toHaveLength(2)
  })

  it('give back the objects that were made', async () => {
    const { h, gl } = await open()
    const texture = gl.createTexture()
    h.ctx.page.asks.webglAsk = () => ({ $gl: 1, as: 'WebGLTexture' })
    expect(gl.getParameter(gl.TEXTURE_BINDING_2D)).toBe(texture)
  })

  it('fill the data that are given', async () => {
    const { h, gl } = await open()
    h.ctx.page.asks.webglRead = () => encodeBase64(new Uint8Array([1, 2, 3, 4]))
    const pixels = new Uint8Array(8)
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixels.subarray(2, 6))
    expect([...pixels]).toEqual([0, 0, 1, 2, 3, 4, 0, 0])
    expect(asked(h, 'webglRead')[0]).toEqual([
      8,
      'webglRead',
      { canvas: 0, method: 'readPixels', args: [0, 0, 1, 1, 6408, 5121], as: 'Uint8Array', bytes: 4 },
    ])
  })

  it('to a page that has no context any more say that it is lost', async () => {
    const { gl } = await open()
    expect(gl.isContextLost()).toBe(true)
    expect(gl.getParameter(gl.CURRENT_PROGRAM)).toBe(null)
  })
})

it('uniforms have locations by the names that GLSL gives them', () => {
  const uniforms = PROGRAM.uniforms as [string, number, number, boolean][]
  const found = (name: string) => hasLocation(uniforms, name)
  expect(['tint', 'list', 'list[0]', 'list[2]'].map(found)).toEqual([true, true, true, true])
  expect(['list[3]', 'tint[0]', 'hidden', 'nope'].map(found)).toEqual([false, false, false, false])
})
