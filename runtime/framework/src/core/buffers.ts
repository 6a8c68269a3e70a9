/** Binary values on their way through JSON: `{"$buffer": n}` stands for the n-th attachment. */

import { native, type NativeValue } from './native'

function bytesOf(view: ArrayBufferView): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = view
  if (byteOffset === 0 && byteLength === buffer.byteLength) return buffer as ArrayBuffer
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
}

export function pack(value: unknown): NativeValue {
  const buffers: ArrayBuffer[] = []
  const json = JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null) return item
    if (item instanceof ArrayBuffer) return { $buffer: buffers.push(item) - 1 }
    if (ArrayBuffer.isView(item)) return { $buffer: buffers.push(bytesOf(item)) - 1 }
    return item
  })
  return [json ?? 'null', buffers]
}

export function unpack(json: string, buffers: readonly ArrayBuffer[]): unknown {
  if (buffers.length === 0) return JSON.parse(json)
  return JSON.parse(json, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null) return item
    const index = (item as { $buffer?: unknown }).$buffer
    return typeof index === 'number' ? buffers[index] : item
  })
}

type Done = (ok: boolean, json: string, buffers: readonly ArrayBuffer[]) => void

const waiting = new Map<number, Done>()
let nextCall = 1

export function callNative(name: string, args: unknown, done: Done): void {
  const id = nextCall++
  waiting.set(id, done)
  const [json, buffers] = pack(args)
  native.apiCall(name, json, buffers, id)
}

export function nativeDone(id: number, ok: boolean, json: string, buffers: readonly ArrayBuffer[]): void {
  const done = waiting.get(id)
  if (done === undefined) return
  waiting.delete(id)
  done(ok, json, buffers)
}
