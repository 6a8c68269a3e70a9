/** CanvasContext of `wx.createCanvasContext(canvasId, component)`: records until `draw()`. */

import { runCallback } from '../async-call'
import type { WxContext } from '../context'
import { resourceAddress } from '../package-path'
import { type Command, encode, type ObjectNumbers, type Referable } from './encoding'
import { findCanvas } from './find-canvas'
import { CanvasGradient, CanvasPattern } from './paint'
import { measureText, type TextMetrics } from './text-metrics'

/** One frame at 60 Hz. */
const FRAME_MS = 16
const DEFAULT_FONT = '10px sans-serif'

/** Properties that may also be assigned (base library 1.9.90); most have a setter method too. */
const PROPERTIES = [
  'fillStyle',
  'strokeStyle',
  'globalAlpha',
  'globalCompositeOperation',
  'lineCap',
  'lineJoin',
  'lineWidth',
  'lineDashOffset',
  'miterLimit',
  'shadowBlur',
  'shadowColor',
  'shadowOffsetX',
  'shadowOffsetY',
  'textAlign',
  'textBaseline',
] as const

type PropertyName = (typeof PROPERTIES)[number]

// The properties are defined on the prototype below, from the list.
export interface CanvasContext extends Record<PropertyName, unknown> {}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: see above.
export class CanvasContext {
  readonly #ctx: WxContext
  readonly #numbers: ObjectNumbers
  readonly #canvasId: unknown
  readonly #component: object | undefined
  /** Where relative image paths start. */
  readonly #route: string | undefined
  #commands: Command[] = []
  #font = DEFAULT_FONT
  readonly #values = new Map<PropertyName, unknown>()

  static {
    for (const name of PROPERTIES) {
      Object.defineProperty(CanvasContext.prototype, name, {
        configurable: true,
        enumerable: true,
        get(this: CanvasContext): unknown {
          return this.#values.get(name)
        },
        set(this: CanvasContext, value: unknown): void {
          this.#set(name, value)
        },
      })
    }
  }

  constructor(ctx: WxContext, numbers: ObjectNumbers, canvasId: unknown, component?: object) {
    this.#ctx = ctx
    this.#numbers = numbers
    this.#canvasId = canvasId
    this.#component = component
    this.#route = (component === undefined ? ctx.currentPage() : ctx.pageOf(component))?.route
  }

  #set(name: PropertyName, value: unknown): void {
    if (value === undefined || value === null) return
    this.#values.set(name, value)
    // It may come from another context of the canvas, or from an earlier drawing.
    if (value instanceof CanvasGradient && value.recipe[0] !== undefined && !this.#commands.includes(value.recipe[0])) {
      this.#commands.push(...value.recipe)
    }
    const sent = name === 'textBaseline' && value === 'normal' ? 'alphabetic' : value
    this.#commands.push([`=${name}`, encode(sent)])
  }

  #record(name: string, ...args: unknown[]): void {
    this.#commands.push([name, ...args.map(encode)])
  }

  /** Images are given by path. */
  #source(image: unknown): unknown {
    if (typeof image === 'string') return { $src: resourceAddress(image, this.#route) }
    return encode(image)
  }

  /**
   * Paints what has been recorded. `reserve` keeps the canvas as it is below. The callback comes
   * after painting.
   */
  draw(reserve?: unknown, callback?: unknown): void {
    // draw(callback) is met in old code.
    const done = typeof reserve === 'function' ? reserve : callback
    const commands = this.#commands
    this.#commands = []
    drawCommands(this.#ctx, this.#canvasId, this.#component, commands, reserve === true, (failure) => {
      if (failure !== null) this.#ctx.log('warn', `canvas draw: ${failure}`)
      runCallback(this.#ctx, 'canvas draw callback', done, {
        errMsg: failure === null ? 'drawCanvas:ok' : `drawCanvas:fail ${failure}`,
      })
    })
  }

  /** Takes the commands out, for wx.drawCanvas of 2016. */
  getActions(): Command[] {
    const commands = this.#commands
    this.#commands = []
    return commands
  }

  clearActions(): void {
    this.#commands = []
  }

  // Properties by method
  setFillStyle(value: unknown): void {
    this.#set('fillStyle', value)
  }
  setStrokeStyle(value: unknown): void {
    this.#set('strokeStyle', value)
  }
  setGlobalAlpha(value: unknown): void {
    this.#set('globalAlpha', value)
  }
  setLineCap(value: unknown): void {
    this.#set('lineCap', value)
  }
  setLineJoin(value: unknown): void {
    this.#set('lineJoin', value)
  }
  setLineWidth(value: unknown): void {
    this.#set('lineWidth', value)
  }
  setMiterLimit(value: unknown): void {
    this.#set('miterLimit', value)
  }
  setTextAlign(value: unknown): void {
    this.#set('textAlign', value)
  }
  setTextBaseline(value: unknown): void {
    this.#set('textBaseline', value)
  }
  setShadow(offsetX: number, offsetY: number, blur: number, color: string): void {
    this.#set('shadowOffsetX', offsetX)
    this.#set('shadowOffsetY', offsetY)
    this.#set('shadowBlur', blur)
    this.#set('shadowColor', color)
  }
  setFontSize(size: number): void {
    this.#font = this.#font.replace(/\d*\.?\d+px/, `${size}px`)
    this.#record('setFontSize', size)
  }
  get font(): string {
    return this.#font
  }
  set font(value: string) {
    this.#font = String(value)
    this.#record('=font', this.#font)
  }
  setLineDash(pattern: readonly number[], offset?: number): void {
    this.#record('setLineDash', pattern)
    if (offset !== undefined) this.#set('lineDashOffset', offset)
  }

  // Paths
  beginPath(): void {
    this.#record('beginPath')
  }
  closePath(): void {
    this.#record('closePath')
  }
  moveTo(...args: number[]): void {
    this.#record('moveTo', ...args)
  }
  lineTo(...args: number[]): void {
    this.#record('lineTo', ...args)
  }
  rect(...args: number[]): void {
    this.#record('rect', ...args)
  }
  arc(...args: unknown[]): void {
    this.#record('arc', ...args)
  }
  arcTo(...args: number[]): void {
    this.#record('arcTo', ...args)
  }
  quadraticCurveTo(...args: number[]): void {
    this.#record('quadraticCurveTo', ...args)
  }
  bezierCurveTo(...args: number[]): void {
    this.#record('bezierCurveTo', ...args)
  }

  // Drawing
  fill(): void {
    this.#record('fill')
  }
  stroke(): void {
    this.#record('stroke')
  }
  clip(): void {
    this.#record('clip')
  }
  fillRect(...args: number[]): void {
    this.#record('fillRect', ...args)
  }
  strokeRect(...args: number[]): void {
    this.#record('strokeRect', ...args)
  }
  clearRect(...args: number[]): void {
    this.#record('clearRect', ...args)
  }
  fillText(text: unknown, ...args: number[]): void {
    this.#record('fillText', String(text), ...args)
  }
  strokeText(text: unknown, ...args: number[]): void {
    this.#record('strokeText', String(text), ...args)
  }
  drawImage(image: unknown, ...args: number[]): void {
    this.#commands.push(['drawImage', this.#source(image), ...args.map(encode)])
  }

  // State and transforms
  save(): void {
    this.#record('save')
  }
  restore(): void {
    this.#record('restore')
  }
  rotate(angle: number): void {
    this.#record('rotate', angle)
  }
  scale(x: number, y: number): void {
    this.#record('scale', x, y)
  }
  translate(x: number, y: number): void {
    this.#record('translate', x, y)
  }
  transform(...args: number[]): void {
    this.#record('transform', ...args)
  }
  setTransform(...args: number[]): void {
    this.#record('setTransform', ...args)
  }

  // Paint
  createLinearGradient(x0: number, y0: number, x1: number, y1: number): CanvasGradient {
    return this.#gradient('createLinearGradient', x0, y0, x1, y1)
  }
  createCircularGradient(x: number, y: number, radius: number): CanvasGradient {
    return this.#gradient('createRadialGradient', x, y, 0, x, y, radius)
  }
  createPattern(image: string | Referable, repetition: string): CanvasPattern {
    const number = this.#numbers.next()
    this.#commands.push(['createPattern', number, this.#source(image), repetition])
    return new CanvasPattern((command) => this.#commands.push(command), number)
  }
  #gradient(command: string, ...args: number[]): CanvasGradient {
    const number = this.#numbers.next()
    const created: Command = [command, number, ...args.map(encode)]
    this.#commands.push(created)
    const recipe: Command[] = [created]
    const gradient = new CanvasGradient((stop) => {
      // A gradient kept over several draws is made again in each: the page may have dropped it.
      if (!this.#commands.includes(created)) this.#commands.push(...recipe)
      recipe.push(stop)
      this.#commands.push(stop)
    }, number, recipe)
    this.#numbers.watch(gradient, () => this.#commands.push(['free', number]))
    return gradient
  }

  measureText(text: unknown): TextMetrics {
    const node = findCanvas(this.#ctx, this.#canvasId, this.#component)
    const page = node?.page ?? this.#ctx.currentPage()
    const ask = (method: string, params: Readonly<Record<string, unknown>>): unknown => {
      if (page === undefined) throw new Error('no page is open')
      return page.ask(node?.id ?? 1, method, params)
    }
    return measureText({ ask }, String(text), { font: this.#font })
  }
}

/** One drawing on an old canvas. */
export function drawCommands(
  ctx: WxContext,
  canvasId: unknown,
  component: object | undefined,
  commands: readonly Command[],
  reserve: boolean,
  done: (failure: string | null) => void,
): void {
  const node = findCanvas(ctx, canvasId, component)
  if (node === undefined) {
    // As late as after a drawing, so that a loop of drawings leaves room for others.
    ctx.timers.setTimeout(() => done(`canvas "${String(canvasId)}" is not found`), FRAME_MS)
    return
  }
  node.page.call(node.id, 'canvasDraw', { commands, reserve }, (failure) => done(failure))
}
