/** Arguments and answers of WebGL calls as they travel (docs/canvas-protocol.md). */

import { bytesOf, decodeBase64, encodeBase64 } from '../../base64'
import { encodeImageData, REFERENCE } from '../encoding'
import { type Handles, WebGLActiveInfo } from './objects'

export type Data = ArrayBuffer | ArrayBufferView

const KINDS = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
}

type TypedArray = InstanceType<(typeof KINDS)[keyof typeof KINDS]>

/** `Float32Array`, `DataView`, `ArrayBuffer`… */
export function kindOf(data: Data): string {
  return String((data as { [Symbol.toStringTag]?: string })[Symbol.toStringTag])
}

export function isData(value: unknown): value is Data {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer
}

/** What counts of data when a call says where it begins and how many elements it has; 0 elements are all. */
export function part<T>(data: T, start: number, length: number): T | readonly number[] {
  const end = length > 0 ? start + length : undefined
  if (Array.isArray(data)) return data.slice(start, end)
  if (data instanceof DataView) {
    return new DataView(data.buffer, data.byteOffset + start, length > 0 ? length : undefined) as T
  }
  if (ArrayBuffer.isView(data)) return (data as unknown as TypedArray).subarray(start, end) as T
  return data
}

/** A number or truth value; scripts also pass texts. */
export function plain(value: unknown): unknown {
  return typeof value === 'object' || typeof value === 'string' ? Number(value) : value
}

/** Anything else: it is copied, since scripts use their arrays again. */
export function argument(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? null : value
  if (isData(value)) return { $bytes: encodeBase64(value), as: kindOf(value) }
  if (Array.isArray(value)) return value.slice()
  if (REFERENCE in value) return value[REFERENCE]
  const { width, height, data } = value as { width?: unknown; height?: unknown; data?: unknown }
  if (typeof width === 'number' && typeof height === 'number') {
    if (isData(data)) return encodeImageData({ width, height, data: bytesOf(data) })
    if (Array.isArray(data)) return encodeImageData({ width, height, data: Uint8Array.from(data) })
  }
  throw new TypeError('WebGL: an argument is neither an object of this context nor data nor an image')
}

interface Marked {
  $bytes?: string
  as?: string
  $gl?: number
  $active?: [name: string, size: number, type: number]
}

/** A value that the page answered. */
export function answered(value: unknown, handles: Handles): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => answered(item, handles))
  const marked = value as Marked
  if (marked.$bytes !== undefined) {
    const Kind = KINDS[marked.as as keyof typeof KINDS] ?? Uint8Array
    return new Kind(decodeBase64(marked.$bytes))
  }
  if (marked.$gl !== undefined) return handles.named(marked.$gl, String(marked.as))
  if (marked.$active !== undefined) return new WebGLActiveInfo(...marked.$active)
  return null
}
