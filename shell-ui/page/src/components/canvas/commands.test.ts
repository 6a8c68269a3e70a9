import { beforeEach, describe, expect, it, vi } from 'vitest'
import { picturesOf, runCommands, type Surroundings, withSize } from './commands'
import { objectCount, objectOf } from './objects'
import { decodePixels, encodePixels } from './pixels'

let log: unknown[][]
let context: Record<string, unknown>
let around: Surroundings

beforeEach(() => {
  log = []
  const record = (name: string) => (...args: unknown[]) => void log.push([name, ...args])
  context = {
    canvas: { width: 300, height: 150 },
    font: '10px sans-serif',
    fillStyle: '#000',
    fillRect: record('fillRect'),
    setTransform: record('setTransform'),
    drawImage: record('drawImage'),
    fail: () => {
      throw new Error('broken')
    },
    createLinearGradient: (...args: number[]) => ({ args, stops: [] as unknown[], addColorStop(...stop: unknown[]) { this.stops.push(stop) } }),
  }
  around = { canvas: () => context.canvas as never, context: () => context as never, canvasOf: () => undefined, picture: (source) => (source === '/a.png' ? ('picture' as never) : undefined) }
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

describe('commands', () => {
  it('call methods, assign properties and size the canvas', () => {
    runCommands([['=fillStyle', 'red'], ['fillRect', 0, 0, 1, 1], ['=width', 20], ['=height', '30']], around)
    expect(context.fillStyle).toBe('red')
    expect(log).toEqual([['fillRect', 0, 0, 1, 1]])
    expect(context.canvas).toEqual({ width: 20, height: 30 })
  })

  it('skip what is not known or fails, warn once and go on', () => {
    runCommands([['unknownThing'], ['unknownThing'], ['fail'], ['=nope', 1], ['=canvas', null], ['constructor', 'x'], ['fillRect', 1, 1, 1, 1]], around)
    expect(log).toEqual([['fillRect', 1, 1, 1, 1]])
    expect(console.warn).toHaveBeenCalledTimes(4)
    expect(context.canvas).toEqual({ width: 300, height: 150 })
  })

  it('keep objects until they are freed', () => {
    const before = objectCount()
    runCommands([['createLinearGradient', 9001, 0, 0, 1, 1], ['addColorStop', 9001, 0, 'red'], ['=fillStyle', { $gradient: 9001 }]], around)
    expect(context.fillStyle).toBe(objectOf(9001))
    expect(objectOf(9001)).toMatchObject({ stops: [[0, 'red']] })
    runCommands([['free', 9001], ['=fillStyle', { $gradient: 9001 }]], around)
    expect(objectCount()).toBe(before)
  })

  it('draw pictures by address, and none where there is none', () => {
    const commands = [['drawImage', { $src: '/a.png' }, 0, 0], ['drawImage', { $src: '/b.png' }, 0, 0], ['drawImage', { $image: 77 }, 0, 0]]
    expect(picturesOf(commands)).toEqual(['/a.png', '/b.png'])
    runCommands(commands, around)
    expect(log).toEqual([['drawImage', 'picture', 0, 0]])
  })

  it('keep the pixel ratio of old contexts', () => {
    runCommands([['setTransform', 1, 0, 0, 1, 5, 6], ['resetTransform'], ['setFontSize', 20]], { ...around, scale: 2 })
    expect(log).toEqual([['setTransform', 2, 0, 0, 2, 10, 12], ['setTransform', 2, 0, 0, 2, 0, 0]])
    expect(context.font).toBe('20px sans-serif')
  })
})

it('changes the size of a font only', () => {
  expect(withSize('italic bold 12.5px serif', 30)).toBe('italic bold 30px serif')
  expect(withSize('10px serif', Number.NaN)).toBe('10px serif')
})

it('carries pixels as base64', () => {
  const data = new Uint8ClampedArray(40_000).map((_, at) => at % 251)
  expect(decodePixels(encodePixels(data), 100, 100)).toEqual(data)
  expect([...decodePixels(btoa('\x01\x02'), 1, 1)]).toEqual([1, 2, 0, 0])
})
