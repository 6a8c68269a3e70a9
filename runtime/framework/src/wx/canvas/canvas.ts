/** The canvas node that scripts get from a selector query, and off-screen canvases. */

import { runCallback } from '../async-call'
import type { PageHandle } from '../context'
import { CanvasRenderingContext2D } from './context-2d'
import { REFERENCE, type Referable } from './encoding'
import { CanvasImage, ImageData } from './image'
import { Path2D } from './paint'
import { type CanvasShared, Surface } from './surface'
import { makeContext, type WebGL2RenderingContext, type WebGLRenderingContext } from './webgl/context'

/** Frame length where the view cannot say when it paints. */
const FALLBACK_FRAME_MS = 16

/** Names of contexts; a canvas has one kind for its life. */
const VERSIONS: Readonly<Record<string, 1 | 2>> = { webgl: 1, 'experimental-webgl': 1, webgl2: 2 }

type Context = CanvasRenderingContext2D | WebGLRenderingContext | WebGL2RenderingContext

const DEFAULT_WIDTH = 300
const DEFAULT_HEIGHT = 150

export class Canvas implements Referable {
  readonly [REFERENCE]: Readonly<Record<string, unknown>>
  readonly #surface: Surface
  #width: number
  #height: number
  #context: Context | undefined
  /** Version of WebGL, 0 for 2D. */
  #version: 0 | 1 | 2 = 0
  #frames = new Map<number, (time: number) => void>()
  #lastFrame = 0
  #frameAsked = false

  constructor(
    shared: CanvasShared,
    page: PageHandle,
    where: { node: number } | { offscreen: number },
    size: { width?: number; height?: number } = {},
  ) {
    const offscreen = 'offscreen' in where ? where.offscreen : 0
    this.#surface = new Surface(shared, page, 'node' in where ? where.node : 0, offscreen)
    this.#width = size.width ?? DEFAULT_WIDTH
    this.#height = size.height ?? DEFAULT_HEIGHT
    this[REFERENCE] = 'node' in where ? { $canvas: where.node } : { $offscreen: offscreen }
    if (offscreen !== 0) {
      const surface = this.#surface
      surface.push(['offscreen', offscreen, this.#width, this.#height])
      shared.numbers.watch(this, () => surface.push(['free', offscreen]))
    }
  }

  get surface(): Surface {
    return this.#surface
  }

  get width(): number {
    return this.#width
  }
  set width(value: number) {
    this.#width = Math.max(0, Math.trunc(Number(value) || 0))
    this.#resized('=width', this.#width)
  }
  get height(): number {
    return this.#height
  }
  set height(value: number) {
    this.#height = Math.max(0, Math.trunc(Number(value) || 0))
    this.#resized('=height', this.#height)
  }

  #resized(command: string, value: number): void {
    if (this.#context instanceof CanvasRenderingContext2D) this.#context.reset()
    this.#surface.push([command, value])
  }

  /** Hands over what has been drawn so far. */
  flush(): void {
    this.#surface.flush()
  }

  /** The canvas's context; null for another kind than it has, and for WebGL where the page has none. */
  getContext(type: '2d'): CanvasRenderingContext2D
  getContext(type: string, attributes?: Readonly<Record<string, unknown>>): Context | null
  getContext(type: string, attributes?: Readonly<Record<string, unknown>>): Context | null {
    const version = type === '2d' ? 0 : VERSIONS[type]
    if (version === undefined) {
      this.#surface.shared.ctx.log('warn', `canvas.getContext('${type}') is not supported`)
      return null
    }
    if (this.#context !== undefined) return version === this.#version ? this.#context : null
    const made =
      version === 0
        ? new CanvasRenderingContext2D(this, this.#surface)
        : makeContext(version, this, this.#surface, attributes ?? {})
    if (made === null) return null
    this.#version = version
    this.#context = made
    return made
  }

  createImage(): CanvasImage {
    return new CanvasImage(this.#surface)
  }

  createImageData(width: number, height: number): ImageData {
    return new ImageData(width, height)
  }

  createPath2D(path?: Path2D | string): Path2D {
    return new Path2D(path)
  }

  toDataURL(type = 'image/png', quality?: number): string {
    return String(this.#surface.ask('canvasToDataURL', { type, quality }))
  }

  /** Runs before the view's next paint; a page that is not shown does not paint. */
  requestAnimationFrame(callback: (time: number) => void): number {
    this.#lastFrame += 1
    this.#frames.set(this.#lastFrame, callback)
    this.#askFrame()
    return this.#lastFrame
  }

  cancelAnimationFrame(id: number): void {
    this.#frames.delete(id)
  }

  #askFrame(): void {
    if (this.#frameAsked) return
    this.#frameAsked = true
    const { ctx } = this.#surface.shared
    const run = (time: number): void => {
      this.#frameAsked = false
      const due = this.#frames
      this.#frames = new Map()
      for (const callback of due.values()) runCallback(ctx, 'requestAnimationFrame callback', callback, time)
    }
    this.#surface.request('canvasFrame', {}, (failure, result) => {
      if (failure === null) {
        run(Number((result as { time?: unknown } | null)?.time ?? Date.now()))
      } else if (this.#surface.page.alive) {
        ctx.timers.setTimeout(() => run(Date.now()), FALLBACK_FRAME_MS)
      }
    })
  }
}
