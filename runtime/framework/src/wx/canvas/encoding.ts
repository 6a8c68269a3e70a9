/** Commands and object references of docs/canvas-protocol.md. */

import { encodeBase64 } from '../base64'
import type { WxContext } from '../context'

/** `[name, ...args]` */
export type Command = readonly unknown[]

/** What stands for an object of the page in a command. */
export const REFERENCE: unique symbol = Symbol('canvas reference')

export interface Referable {
  readonly [REFERENCE]: Readonly<Record<string, unknown>>
}

function isReferable(value: object): value is Referable {
  return REFERENCE in value
}

/** An argument or property value as it goes to the page. */
export function encode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    // JSON has no NaN or infinities; the drawing methods ignore them as they ignore null.
    return typeof value === 'number' && !Number.isFinite(value) ? null : value
  }
  if (isReferable(value)) return value[REFERENCE]
  if (Array.isArray(value)) return value.map(encode)
  return value
}

export interface ImageDataLike {
  width: number
  height: number
  data: Uint8ClampedArray | Uint8Array
}

export function encodeImageData({ width, height, data }: ImageDataLike): Readonly<Record<string, unknown>> {
  return { $imageData: { width, height, data: encodeBase64(data) } }
}

/**
 * Numbers for the objects of all pages, and their release: when scripts drop a gradient or an image,
 * the page is told to drop its half.
 */
export class ObjectNumbers {
  #last = 0
  readonly #registry: FinalizationRegistry<() => void> | undefined

  constructor(ctx: WxContext) {
    // Engines without finalizers keep the objects until the page goes.
    this.#registry =
      typeof FinalizationRegistry === 'function'
        ? new FinalizationRegistry((release) => {
            try {
              release()
            } catch (error) {
              ctx.log('debug', 'canvas object release:', error)
            }
          })
        : undefined
  }

  next(): number {
    this.#last += 1
    return this.#last
  }

  /** `release` must not hold the object. */
  watch(object: object, release: () => void): void {
    this.#registry?.register(object, release)
  }
}
