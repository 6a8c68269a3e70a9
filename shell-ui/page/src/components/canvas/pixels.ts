/** Pixels in messages: base64 of RGBA bytes. */

/** Characters handed to `fromCharCode` at once: more overflows the stack of some engines. */
const CHUNK = 0x8000

export interface Pixels {
  width: number
  height: number
  data: string
}

export function encodePixels(data: Uint8ClampedArray): string {
  let text = ''
  for (let at = 0; at < data.length; at += CHUNK) text += String.fromCharCode(...data.subarray(at, at + CHUNK))
  return btoa(text)
}

/** Bytes for an image of this size; too few are filled up with transparency, too many cut off. */
export function decodePixels(data: string, width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  const text = atob(data)
  const bytes = new Uint8ClampedArray(width * height * 4)
  const length = Math.min(text.length, bytes.length)
  for (let at = 0; at < length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes
}

/** ImageData of at least one pixel, which is the least there can be. */
export function imageData({ width, height, data }: Pixels): ImageData | undefined {
  const [w, h] = [Math.trunc(width), Math.trunc(height)]
  return w > 0 && h > 0 ? new ImageData(decodePixels(data, w, h), w, h) : undefined
}
