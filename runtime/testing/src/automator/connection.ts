/** The wire protocol of the automation port: one JSON object per WebSocket message. */

import { host } from '../host'
import { EventEmitter } from '../modules/events'
import { openSocket, type Socket } from '../sockets'

export type Fields = Record<string, unknown>

let lastCallSite = ''

/**
 * The stack of the spec's call. What a method asks after its first answer has no frame of the spec
 * any more; it belongs to the call before, since specs await one call after another.
 */
export function callSite(): string {
  const stack = host.mapStack(new Error().stack ?? '')
  if (stack !== '') lastCallSite = stack
  return lastCallSite
}

interface Waiting {
  resolve: (result: Fields) => void
  reject: (error: Error) => void
  /** Where the spec asked; the answer comes in another turn, whose stack says nothing. */
  stack: string
  method: string
}

/** Values as the wire carries them: functions become text, cycles are cut, `undefined` is null. */
export function toWire(value: unknown): string {
  const path: object[] = []
  const copy = (item: unknown): unknown => {
    if (item === undefined) return null
    if (typeof item === 'function') return `[Function ${item.name}]`
    if (item instanceof RegExp || typeof item === 'bigint' || typeof item === 'symbol') return String(item)
    if (typeof item !== 'object' || item === null) return item
    if (typeof (item as { toJSON?: unknown }).toJSON === 'function') return (item as { toJSON(): unknown }).toJSON()
    if (path.includes(item)) return '[Circular]'
    path.push(item)
    const made = Array.isArray(item)
      ? item.map(copy)
      : Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, copy(inner)]))
    path.pop()
    return made
  }
  return JSON.stringify(copy(value))
}

export class Connection extends EventEmitter {
  readonly #open: () => Promise<string>
  #socket: Promise<Socket> | undefined
  #next = 1
  #closed = false
  readonly #waiting = new Map<string, Waiting>()

  /** `open` gives the address; it is asked when the first message is sent. */
  constructor(open: () => Promise<string>) {
    super()
    this.#open = open
  }

  /** Whether anything was sent so far. */
  get used(): boolean {
    return this.#socket !== undefined
  }

  async connect(): Promise<void> {
    if (this.#closed) throw new Error('the connection to the mini-program is closed')
    this.#socket ??= this.#start()
    await this.#socket
  }

  async send(method: string, params: Fields = {}, stack = callSite()): Promise<Fields> {
    await this.connect()
    const socket = await this.#socket
    const id = `peapod-${this.#next++}`
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, stack, method })
      socket?.send(toWire({ id, method, params }))
    })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    void this.#socket?.then(
      (socket) => socket.close(),
      () => {},
    )
    this.#lost()
  }

  async #start(): Promise<Socket> {
    return openSocket(await this.#open(), {
      message: (text) => this.#receive(text),
      close: () => this.#lost(),
    })
  }

  #receive(text: string): void {
    const frame = JSON.parse(text) as { id?: string; method?: string; params?: unknown; result?: Fields; error?: { message?: string } }
    if (!frame.id) {
      this.emit(String(frame.method), frame.params ?? {})
      return
    }
    const waiting = this.#waiting.get(frame.id)
    if (waiting === undefined) return
    this.#waiting.delete(frame.id)
    if (frame.error === undefined) waiting.resolve(frame.result ?? {})
    else waiting.reject(failure(String(frame.error.message ?? ''), waiting.stack))
  }

  #lost(): void {
    this.#closed = true
    for (const { reject, stack, method } of this.#waiting.values()) {
      reject(failure(`the connection to the mini-program was closed before ${method} was answered`, stack))
    }
    this.#waiting.clear()
    this.emit('close')
  }
}

function failure(message: string, stack: string): Error {
  const error = new Error(message)
  error.stack = stack
  return error
}
