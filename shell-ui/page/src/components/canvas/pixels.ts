/** Pixels in messages: base64 of RGBA bytes. */

/** Characters handed to `fromCharCode` at once: more overflows the stack of some engines. */
const CHUNK = 0x8000

export interface Pixels {
  width: number
  height: number
  data: string
}

export function encodePixels(data: Uint8ClampedArray | Uint8Array): string {
  let text = ''
  for (let at = 0; at < data.length; at += CHUNK) text += String.fromCharCode(...data.subarray(at, at + CHUNK))
  return btoa(text)
}

/** Newer webviews do it themselves, many times faster. */
const fromBase64 = (Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }).fromBase64

export function decodeBytes(data: string): Uint8Array<ArrayBuffer> {
  if (fromBase64 !== undefined) return fromBase64.call(Uint8Array, data)
  const text = atob(data)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at)
  return bytes
}

/** Bytes for an image of this size; too few are filled up with transparency, too many cut off. */
export function decodePixels(data: string, width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  const given = decodeBytes(data)
  const bytes = new Uint8ClampedArray(width * height * 4)
  bytes.set(given.length > bytes.length ? given.subarray(0, bytes.length) : given)
  return bytes
}

/** ImageData of at least one pixel, which is the least there can be. */
export function imageData({ width, height, data }: Pixels): ImageData | undefined {
  const [w, h] = [Math.trunc(width), Math.trunc(height)]
  return w > 0 && h > 0 ? new ImageData(decodePixels(data, w, h), w, h) : undefined
}
