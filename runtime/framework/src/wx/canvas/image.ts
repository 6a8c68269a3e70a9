/** `canvas.createImage()` and ImageData. */

import { runCallback } from '../async-call'
import { resourceAddress } from '../package-path'
import { REFERENCE, type Referable } from './encoding'
import type { Surface } from './surface'

type Handler = ((event: unknown) => void) | null

/** Loads in the page; `onload` comes with the natural size in `width` and `height`. */
export class CanvasImage implements Referable {
  readonly [REFERENCE]: Readonly<Record<string, unknown>>
  width = 0
  height = 0
  /** Natural size, 0 until loaded. */
  naturalWidth = 0
  naturalHeight = 0
  complete = false
  onload: Handler = null
  onerror: Handler = null
  referrerPolicy = 'no-referrer'
  readonly #surface: Surface
  readonly #number: number
  #src = ''
  #loads = 0

  constructor(surface: Surface) {
    this.#surface = surface
    const number = surface.shared.numbers.next()
    this.#number = number
    this[REFERENCE] = { $image: number }
    surface.shared.numbers.watch(this, () => surface.push(['free', number]))
  }

  get src(): string {
    return this.#src
  }

  set src(value: string) {
    this.#src = String(value)
    this.complete = false
    this.#loads += 1
    const load = this.#loads
    const { ctx } = this.#surface.shared
    const src = resourceAddress(this.#src, this.#surface.page.route)
    this.#surface.request('canvasImage', { image: this.#number, src }, (failure, result) => {
      // A newer address has been set meanwhile.
      if (load !== this.#loads) return
      if (failure !== null) {
        runCallback(ctx, 'image onerror', this.onerror?.bind(this), { errMsg: failure, target: this })
        return
      }
      const size = (typeof result === 'object' && result !== null ? result : {}) as { width?: number; height?: number }
      this.naturalWidth = Number(size.width ?? 0)
      this.naturalHeight = Number(size.height ?? 0)
      this.width = this.naturalWidth
      this.height = this.naturalHeight
      this.complete = true
      runCallback(ctx, 'image onload', this.onload?.bind(this), { type: 'load', target: this })
    })
  }
}

export class ImageData {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray

  constructor(width: number, height: number, data?: Uint8ClampedArray) {
    this.width = width
    this.height = height
    this.data = data ?? new Uint8ClampedArray(width * height * 4)
  }
}
