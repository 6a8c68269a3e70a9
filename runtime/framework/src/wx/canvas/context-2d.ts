/** CanvasRenderingContext2D: state is mirrored here, drawing is recorded. */

import { decodeBase64 } from '../base64'
import type { Canvas } from './canvas'
import { type Command, encode, encodeImageData, type ImageDataLike, REFERENCE, type Referable } from './encoding'
import { ImageData } from './image'
import { CanvasGradient, CanvasPattern, Path2D } from './paint'
import type { Surface } from './surface'
import { measureText, type TextMetrics } from './text-metrics'
import { IDENTITY, type Matrix, multiply, rotation } from './matrix'

/** Property names with their initial values, as HTML defines them. */
const INITIAL = {
  globalAlpha: 1,
  globalCompositeOperation: 'source-over',
  fillStyle: '#000000' as unknown,
  strokeStyle: '#000000' as unknown,
  filter: 'none',
  imageSmoothingEnabled: true,
  imageSmoothingQuality: 'low',
  lineCap: 'butt',
  lineDashOffset: 0,
  lineJoin: 'miter',
  lineWidth: 1,
  miterLimit: 10,
  shadowBlur: 0,
  shadowColor: 'rgba(0, 0, 0, 0)',
  shadowOffsetX: 0,
  shadowOffsetY: 0,
  direction: 'ltr',
  font: '10px sans-serif',
  fontKerning: 'auto',
  letterSpacing: '0px',
  wordSpacing: '0px',
  textAlign: 'start',
  textBaseline: 'alphabetic',
}

type Properties = typeof INITIAL
type State = Properties & { lineDash: readonly number[]; matrix: Matrix }

function initialState(): State {
  return { ...INITIAL, lineDash: [], matrix: IDENTITY }
}

// The properties are defined on the prototype below, from the table.
export interface CanvasRenderingContext2D extends Properties {}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: see above.
export class CanvasRenderingContext2D {
  readonly canvas: Canvas
  readonly #surface: Surface
  #state = initialState()
  #saved: State[] = []
  /** Number and version under which the page knows a path. */
  readonly #paths = new WeakMap<Path2D, { number: number; version: number }>()

  static {
    for (const name of Object.keys(INITIAL) as (keyof Properties)[]) {
      Object.defineProperty(CanvasRenderingContext2D.prototype, name, {
        configurable: true,
        enumerable: true,
        get(this: CanvasRenderingContext2D): unknown {
          return this.#state[name]
        },
        set(this: CanvasRenderingContext2D, value: unknown): void {
          this.#assign(name, value)
        },
      })
    }
  }

  constructor(canvas: Canvas, surface: Surface) {
    this.canvas = canvas
    this.#surface = surface
  }

  /** The canvas was resized, which resets everything. */
  reset(): void {
    this.#state = initialState()
    this.#saved = []
  }

  getContextAttributes(): Readonly<Record<string, unknown>> {
    return { alpha: true, desynchronized: false }
  }

  #assign(name: keyof Properties, value: unknown): void {
    if (value === undefined || value === null) return
    const state = this.#state as unknown as Record<string, unknown>
    if (typeof INITIAL[name] === 'number') {
      const number = Number(value)
      if (!Number.isFinite(number)) return
      if (state[name] === number) return
      state[name] = number
      this.#push([`=${name}`, number])
      return
    }
    if (state[name] === value && typeof value !== 'object') return
    state[name] = value
    this.#push([`=${name}`, encode(value)])
  }

  #push(command: Command): void {
    this.#surface.push(command)
  }

  #record(name: string, args: readonly unknown[]): void {
    this.#push([name, ...args.map(encode)])
  }

  /** Sends a path that the page does not have in this version, and gives its number. */
  #pathNumber(path: Path2D): number {
    const known = this.#paths.get(path)
    if (known?.version === path.version) return known.number
    const number = known?.number ?? this.#surface.shared.numbers.next()
    if (known === undefined) {
      const surface = this.#surface
      surface.shared.numbers.watch(path, () => surface.push(['free', number]))
    }
    this.#paths.set(path, { number, version: path.version })
    this.#push(['path', number, [...path.commands]])
    return number
  }

  #recordWithPath(name: string, args: readonly unknown[]): void {
    const [first, ...rest] = args
    if (first instanceof Path2D) this.#push([name, { $path: this.#pathNumber(first) }, ...rest])
    else this.#record(name, args)
  }

  // Paths
  beginPath(): void {
    this.#push(['beginPath'])
  }
  closePath(): void {
    this.#push(['closePath'])
  }
  moveTo(...args: unknown[]): void {
    this.#record('moveTo', args)
  }
  lineTo(...args: unknown[]): void {
    this.#record('lineTo', args)
  }
  arc(...args: unknown[]): void {
    this.#record('arc', args)
  }
  arcTo(...args: unknown[]): void {
    this.#record('arcTo', args)
  }
  bezierCurveTo(...args: unknown[]): void {
    this.#record('bezierCurveTo', args)
  }
  quadraticCurveTo(...args: unknown[]): void {
    this.#record('quadraticCurveTo', args)
  }
  ellipse(...args: unknown[]): void {
    this.#record('ellipse', args)
  }
  rect(...args: unknown[]): void {
    this.#record('rect', args)
  }
  roundRect(...args: unknown[]): void {
    this.#record('roundRect', args)
  }

  // Drawing
  fill(...args: unknown[]): void {
    this.#recordWithPath('fill', args)
  }
  stroke(...args: unknown[]): void {
    this.#recordWithPath('stroke', args)
  }
  clip(...args: unknown[]): void {
    this.#recordWithPath('clip', args)
  }
  clearRect(...args: unknown[]): void {
    this.#record('clearRect', args)
  }
  fillRect(...args: unknown[]): void {
    this.#record('fillRect', args)
  }
  strokeRect(...args: unknown[]): void {
    this.#record('strokeRect', args)
  }
  fillText(text: unknown, ...args: unknown[]): void {
    this.#record('fillText', [String(text), ...args])
  }
  strokeText(text: unknown, ...args: unknown[]): void {
    this.#record('strokeText', [String(text), ...args])
  }
  drawImage(image: unknown, ...args: unknown[]): void {
    if (typeof image !== 'object' || image === null || !(REFERENCE in image)) {
      throw new TypeError('drawImage: the image must come from canvas.createImage() or be a canvas')
    }
    this.#withSource(image as Referable, () => this.#record('drawImage', [image, ...args]))
  }

  /**
   * Canvases flush once per turn, one after the other. A canvas used as a source must be drawn up to
   * here before, and no further than here when this canvas's commands run.
   */
  #withSource(source: Referable, record: () => void): void {
    const { flush } = source as { flush?: () => void }
    flush?.call(source)
    record()
    if (flush !== undefined) this.#surface.flush()
  }

  // State
  save(): void {
    this.#saved.push({ ...this.#state })
    this.#push(['save'])
  }
  restore(): void {
    this.#state = this.#saved.pop() ?? this.#state
    this.#push(['restore'])
  }
  setLineDash(segments: readonly number[]): void {
    const list = [...segments].map(Number)
    if (list.some((value) => !Number.isFinite(value) || value < 0)) return
    this.#state.lineDash = list.length % 2 === 1 ? [...list, ...list] : list
    this.#push(['setLineDash', list])
  }
  getLineDash(): number[] {
    return [...this.#state.lineDash]
  }

  // Transforms
  getTransform(): { a: number; b: number; c: number; d: number; e: number; f: number } {
    const [a, b, c, d, e, f] = this.#state.matrix
    return { a, b, c, d, e, f }
  }
  resetTransform(): void {
    this.#state.matrix = IDENTITY
    this.#push(['resetTransform'])
  }
  rotate(angle: number): void {
    this.#state.matrix = multiply(this.#state.matrix, rotation(angle))
    this.#record('rotate', [angle])
  }
  scale(x: number, y: number): void {
    this.#state.matrix = multiply(this.#state.matrix, [x, 0, 0, y, 0, 0])
    this.#record('scale', [x, y])
  }
  translate(x: number, y: number): void {
    this.#state.matrix = multiply(this.#state.matrix, [1, 0, 0, 1, x, y])
    this.#record('translate', [x, y])
  }
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.#state.matrix = multiply(this.#state.matrix, [a, b, c, d, e, f])
    this.#record('transform', [a, b, c, d, e, f])
  }
  setTransform(first?: number | Partial<Record<'a' | 'b' | 'c' | 'd' | 'e' | 'f', number>>, ...rest: number[]): void {
    let matrix: Matrix
    if (typeof first === 'number') {
      const [b = 0, c = 0, d = 1, e = 0, f = 0] = rest
      matrix = [first, b, c, d, e, f]
    } else {
      const { a = 1, b = 0, c = 0, d = 1, e = 0, f = 0 } = first ?? {}
      matrix = [a, b, c, d, e, f]
    }
    this.#state.matrix = matrix
    this.#push(['setTransform', ...matrix])
  }

  // Paint
  #gradient(command: string, args: readonly number[]): CanvasGradient {
    const { numbers } = this.#surface.shared
    const surface = this.#surface
    const number = numbers.next()
    const gradient = new CanvasGradient((stop) => surface.push(stop), number)
    this.#push([command, number, ...args.map(encode)])
    numbers.watch(gradient, () => surface.push(['free', number]))
    return gradient
  }
  createLinearGradient(...args: number[]): CanvasGradient {
    return this.#gradient('createLinearGradient', args)
  }
  createRadialGradient(...args: number[]): CanvasGradient {
    return this.#gradient('createRadialGradient', args)
  }
  createConicGradient(...args: number[]): CanvasGradient {
    return this.#gradient('createConicGradient', args)
  }
  createPattern(image: Referable, repetition: string | null): CanvasPattern {
    const surface = this.#surface
    const number = surface.shared.numbers.next()
    const pattern = new CanvasPattern((command) => surface.push(command), number)
    this.#withSource(image, () => this.#push(['createPattern', number, encode(image), repetition ?? 'repeat']))
    surface.shared.numbers.watch(pattern, () => surface.push(['free', number]))
    return pattern
  }

  // Pixels
  createImageData(first: number | ImageDataLike, height?: number): ImageData {
    return typeof first === 'number'
      ? new ImageData(Math.abs(first), Math.abs(height ?? first))
      : new ImageData(first.width, first.height)
  }
  getImageData(x: number, y: number, width: number, height: number): ImageData {
    const answer = this.#surface.ask('canvasGetImageData', { x, y, width, height }) as {
      width: number
      height: number
      data: string
    } | null
    if (typeof answer?.data !== 'string') throw new Error('getImageData: the view has no such canvas')
    return new ImageData(answer.width, answer.height, new Uint8ClampedArray(decodeBase64(answer.data)))
  }
  putImageData(data: ImageDataLike, ...args: unknown[]): void {
    this.#push(['putImageData', encodeImageData(data), ...args.map(encode)])
  }

  // Questions
  measureText(text: unknown): TextMetrics {
    const { font, letterSpacing, wordSpacing, direction, fontKerning, textAlign, textBaseline } = this.#state
    return measureText(this.#surface, String(text), {
      font,
      letterSpacing,
      wordSpacing,
      direction,
      fontKerning,
      textAlign,
      textBaseline,
    })
  }
  isPointInPath(...args: unknown[]): boolean {
    const path = args[0] instanceof Path2D ? args.shift() : undefined
    const [x, y, rule] = args
    const number = path === undefined ? 0 : this.#pathNumber(path as Path2D)
    return this.#surface.ask('canvasIsPointInPath', { path: number, x, y, rule: rule ?? 'nonzero' }) === true
  }
  isPointInStroke(...args: unknown[]): boolean {
    const path = args[0] instanceof Path2D ? args.shift() : undefined
    const [x, y] = args
    const number = path === undefined ? 0 : this.#pathNumber(path as Path2D)
    return this.#surface.ask('canvasIsPointInStroke', { path: number, x, y }) === true
  }
}
