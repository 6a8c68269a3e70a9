/** base64, in plain script where native code does not help: QuickJS has neither `atob` nor `Buffer`. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Uint8Array(128).fill(255)
for (let i = 0; i < ALPHABET.length; i += 1) VALUES[ALPHABET.charCodeAt(i)] = i
VALUES['-'.charCodeAt(0)] = 62
VALUES['_'.charCodeAt(0)] = 63

export interface NativeBase64 {
  encodeBase64(buffer: ArrayBuffer, offset: number, length: number): string
  /** Undefined where the text holds anything but base64. */
  decodeBase64(text: string): ArrayBuffer | undefined
}

let helper: NativeBase64 | undefined

/** From now on native code does it, a hundred times faster. */
export function helpWithBase64(native: NativeBase64): void {
  helper = native
}

/** Encoded piecewise: one string of all pieces joined costs less than growing one. */
const CHUNK = 0x3000

export function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
}

export function encodeBase64(data: ArrayBuffer | ArrayBufferView): string {
  const bytes = bytesOf(data)
  if (helper !== undefined && bytes.buffer instanceof ArrayBuffer) {
    return helper.encodeBase64(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  const pieces: string[] = []
  for (let start = 0; start < bytes.length; start += CHUNK) {
    const end = Math.min(start + CHUNK, bytes.length)
    let piece = ''
    let i = start
    for (; i + 2 < end; i += 3) {
      const n = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
      piece +=
        ALPHABET.charAt(n >> 18) + ALPHABET.charAt((n >> 12) & 63) + ALPHABET.charAt((n >> 6) & 63) + ALPHABET.charAt(n & 63)
    }
    if (i + 1 === end) {
      const n = (bytes[i] ?? 0) << 4
      piece += `${ALPHABET.charAt(n >> 6)}${ALPHABET.charAt(n & 63)}==`
    } else if (i + 2 === end) {
      const n = ((bytes[i] ?? 0) << 10) | ((bytes[i + 1] ?? 0) << 2)
      piece += `${ALPHABET.charAt(n >> 12)}${ALPHABET.charAt((n >> 6) & 63)}${ALPHABET.charAt(n & 63)}=`
    }
    pieces.push(piece)
  }
  return pieces.join('')
}

/** Characters outside the alphabet (padding, line breaks) are skipped. */
export function decodeBase64(text: string): ArrayBuffer {
  const decoded = helper?.decodeBase64(text)
  if (decoded !== undefined) return decoded
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let length = 0
  let bits = 0
  let held = 0
  for (let i = 0; i < text.length; i += 1) {
    const value = VALUES[text.charCodeAt(i)] ?? 255
    if (value === 255) continue
    held = (held << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[length] = (held >> bits) & 255
      length += 1
      held &= (1 << bits) - 1
    }
  }
  return bytes.buffer.slice(0, length)
}
