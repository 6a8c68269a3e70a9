/** Arguments and answers of WebGL calls, see docs/canvas-protocol.md. */

import { decodeBytes, encodePixels, imageData, type Pixels } from '../pixels'
import type { Drawing } from './drawing'

const KINDS = {
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, DataView,
}

export type Data = InstanceType<(typeof KINDS)[keyof typeof KINDS]>

/** A reference that leads nowhere: the command that needs it is left out. */
export const MISSING = Symbol('missing')

/** A view of this kind on bytes; those that do not fill an element are left out. */
export function dataOf(kind: string, bytes: Uint8Array<ArrayBuffer>): Data | ArrayBuffer {
  if (kind === 'ArrayBuffer') return bytes.buffer
  const Kind = (KINDS[kind as keyof typeof KINDS] ?? Uint8Array) as typeof Uint8Array
  // A DataView has no elements.
  return new Kind(bytes.buffer, 0, Math.floor(bytes.length / (Kind.BYTES_PER_ELEMENT ?? 1)))
}

export function decode(value: unknown, drawing: Drawing, picture: (reference: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if ('$gl' in value) return drawing.objectOf(value.$gl) ?? MISSING
  if ('$bytes' in value) {
    const { $bytes, as } = value as { $bytes: unknown; as?: unknown }
    return dataOf(String(as), decodeBytes(String($bytes)))
  }
  if ('$imageData' in value) return imageData(value.$imageData as Pixels) ?? MISSING
  return picture(value) ?? MISSING
}

export function encode(value: unknown, drawing: Drawing): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'object' || value === null) return value ?? null
  if (Array.isArray(value)) return value.map((item) => encode(item, drawing))
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    return { $bytes: encodePixels(bytes), as: value.constructor.name }
  }
  if (value instanceof WebGLActiveInfo) return { $active: [value.name, value.size, value.type] }
  const number = drawing.numberOf(value)
  return number === undefined ? null : { $gl: number, as: value.constructor.name }
}
