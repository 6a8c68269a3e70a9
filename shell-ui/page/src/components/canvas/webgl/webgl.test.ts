import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Command, runGl, type Surroundings } from './commands'
import { Drawing } from './drawing'
import { answerGl } from './questions'
import { dataOf } from './values'

let log: unknown[][]
let gl: Record<string, unknown>
let frames: (() => void)[]
let canvas: HTMLCanvasElement
let freed: number[]

function drawing(preserves = true): Drawing {
  return new Drawing(gl as never, preserves)
}

function run(target: Drawing, ...commands: Command[]): void {
  const around: Surroundings = {
    canvas,
    picture: (reference) => ('$image' in reference && reference.$image === 5 ? 'picture' : undefined),
    free: (number) => freed.push(number),
  }
  runGl(commands, target, around)
}

beforeEach(() => {
  log = []
  frames = []
  freed = []
  canvas = document.createElement('canvas')
  const record = (name: string) => (...args: unknown[]) => void log.push([name, ...args])
  const made = { made: true }
  gl = Object.fromEntries(
    ['clear', 'clearColor', 'clearDepth', 'clearStencil', 'depthMask', 'stencilMask', 'stencilMaskSeparate', 'colorMask', 'bufferData', 'disable', 'enable', 'bindBuffer', 'texImage2D'].map((name) => [name, record(name)]),
  )
  Object.assign(gl, {
    createBuffer: () => made,
    getExtension: (name: string) => (name === 'EXT_x' ? { drawX: record('drawX') } : null),
    getParameter: (name: number) => (name === 1 ? made : name === 2 ? new Float32Array([1]) : name === 4 ? [0, 0, 0, 0] : null),
    isEnabled: () => false,
    readPixels: (first: number, into: Uint8Array) => into.fill(first),
    COLOR_BUFFER_BIT: 1, DEPTH_BUFFER_BIT: 2, STENCIL_BUFFER_BIT: 4, COLOR_CLEAR_VALUE: 4, COLOR_WRITEMASK: 4,
  })
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  vi.stubGlobal('WebGLActiveInfo', class {})
})

describe('commands', () => {
  it('call methods with objects, data and pictures', () => {
    const target = drawing()
    run(target, ['new', 3, 'createBuffer'], ['bindBuffer', 7, { $gl: 3 }], ['bufferData', 7, { $bytes: btoa('\x01\x00\x02\x00'), as: 'Uint16Array' }], ['texImage2D', { $image: 5 }], ['=width', 20], ['EXT_x.drawX', 1])
    expect(log).toEqual([['bindBuffer', 7, { made: true }], ['bufferData', 7, new Uint16Array([1, 2])], ['texImage2D', 'picture'], ['drawX', 1]])
    expect(canvas.width).toBe(20)
    run(target, ['free', 3], ['bindBuffer', 7, { $gl: 3 }], ['texImage2D', { $image: 6 }])
    expect(log).toHaveLength(4)
    expect([target.size, freed]).toEqual([0, [3]])
  })

  it('that are not known or fail are left out', () => {
    gl.enable = () => {
      throw new Error('broken')
    }
    run(drawing(), ['nonsense'], ['constructor', 1], ['NO_such.draw'], ['enable', 1], ['disable', 1])
    expect(log).toEqual([['disable', 1]])
  })
})

describe('a buffer that is not wanted kept', () => {
  const cleared = (): number => log.filter(([name, mask]) => name === 'clear' && mask === 7).length

  it('is cleared before the first drawing of a turn once a frame has been painted', () => {
    const target = drawing(false)
    run(target, ['turn'], ['clear', 1])
    run(target, ['clear', 1])
    run(target, ['turn'], ['clear', 1])
    expect(cleared(), 'nothing has been painted').toBe(0)
    for (const frame of frames.splice(0)) frame()
    run(target, ['clear', 1])
    expect(cleared(), 'the turn goes on').toBe(0)
    run(target, ['turn'], ['enable', 1])
    expect(cleared(), 'nothing is drawn').toBe(0)
    run(target, ['clear', 1], ['clear', 1])
    expect(cleared()).toBe(1)
  })

  it('stays where it is wanted', () => {
    const target = drawing()
    run(target, ['turn'], ['clear', 1])
    expect(frames).toEqual([])
  })
})

describe('questions', () => {
  it('are answered with objects by number, data and plain values', () => {
    const target = drawing()
    const ask = (name: number): unknown => answerGl(canvas, target, 'webglAsk', { method: 'getParameter', args: [name] })
    expect(ask(1), 'an object that the logic does not know').toBe(null)
    run(target, ['new', 3, 'createBuffer'], ['free', 3])
    expect(ask(1)).toMatchObject({ $gl: 3 })
    expect(target.size, 'named again').toBe(1)
    expect(ask(2)).toEqual({ $bytes: btoa('\x00\x00\x80\x3f'), as: 'Float32Array' })
    expect(ask(4)).toEqual([0, 0, 0, 0])
  })

  it('read data', () => {
    expect(answerGl(canvas, drawing(), 'webglRead', { method: 'readPixels', args: [9], as: 'Uint8Array', bytes: 3 })).toBe(btoa('\t\t\t'))
  })

  it('fail where the canvas has no context', () => {
    expect(() => answerGl(canvas, undefined, 'webglAsk', {})).toThrow('no WebGL context')
  })
})

it('makes data of every kind', () => {
  const bytes = new Uint8Array([1, 0, 0, 0, 9])
  expect(dataOf('Int32Array', bytes.slice())).toEqual(new Int32Array([1]))
  expect(dataOf('DataView', bytes.slice())).toBeInstanceOf(DataView)
  expect(dataOf('ArrayBuffer', bytes.slice())).toBeInstanceOf(ArrayBuffer)
})
