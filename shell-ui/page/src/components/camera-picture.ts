/** Pictures and frames of what a camera sees. */

import { encodePixels } from './canvas/pixels'

/** Pixels of a frame by `frame-size`: the documentation gives none. */
const FRAME_SIZES: Readonly<Record<string, readonly [width: number, height: number]>> = {
  small: [288, 352],
  medium: [480, 640],
  large: [720, 1280],
}

/** How well a photo is kept, by `quality`: the documentation gives no numbers. */
const JPEG_QUALITY: Readonly<Record<string, number>> = { original: 1, high: 0.92, normal: 0.8, low: 0.5 }

export interface Frame {
  width: number
  height: number
  /** RGBA, Base64. */
  data: string
}

export interface Photo {
  dataUrl: string
  width: number
  height: number
}

function contextOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no 2d context')
  return context
}

/** The middle of the picture that has the frame's shape. */
export function cropOf(from: readonly [number, number], to: readonly [number, number]): [number, number, number, number] {
  const scale = Math.max(to[0] / from[0], to[1] / from[1])
  const [width, height] = [to[0] / scale, to[1] / scale]
  return [(from[0] - width) / 2, (from[1] - height) / 2, width, height]
}

export function frameOf(picture: HTMLImageElement, size: string): Frame {
  const [width, height] = FRAME_SIZES[size] ?? [480, 640]
  const context = contextOf(width, height)
  context.drawImage(picture, ...cropOf([picture.naturalWidth, picture.naturalHeight], [width, height]), 0, 0, width, height)
  return { width, height, data: encodePixels(context.getImageData(0, 0, width, height).data) }
}

export function photoOf(picture: HTMLImageElement, quality: string, mirrored: boolean): Photo {
  const [width, height] = [picture.naturalWidth, picture.naturalHeight]
  const context = contextOf(width, height)
  if (mirrored) context.setTransform(-1, 0, 0, 1, width, 0)
  context.drawImage(picture, 0, 0)
  const dataUrl = context.canvas.toDataURL('image/jpeg', JPEG_QUALITY[quality] ?? JPEG_QUALITY.normal)
  return { dataUrl, width, height }
}
