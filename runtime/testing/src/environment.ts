/** What specs and the libraries in this bundle expect of a global scope. Imported first. */

import { config, host } from './host'
import { printed } from '../../framework/src/core/printed'

type Callback = (...args: unknown[]) => void

interface Timer {
  callback: Callback
  args: unknown[]
  ms: number
  repeat: boolean
}

const timers = new Map<number, Timer>()
let nextTimer = 1

/** What `setTimeout` of Node returns, as far as specs use it. */
class TimerHandle {
  constructor(readonly id: number) {}
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
  [Symbol.toPrimitive](): number {
    return this.id
  }
}

function set(callback: Callback, ms: number | undefined, repeat: boolean, args: unknown[]): TimerHandle {
  const id = nextTimer++
  const delay = Math.max(0, Number(ms) || 0)
  timers.set(id, { callback, args, ms: delay, repeat })
  host.setTimer(id, delay)
  return new TimerHandle(id)
}

function clear(handle: unknown): void {
  const id = Number(handle)
  if (timers.delete(id)) host.clearTimer(id)
}

export function runTimer(id: number): void {
  const timer = timers.get(id)
  if (timer === undefined) return
  if (timer.repeat) host.setTimer(id, timer.ms)
  else timers.delete(id)
  timer.callback(...timer.args)
}

function errorText(error: Error): string {
  const stack = typeof error.stack === 'string' ? host.mapStack(error.stack).trimEnd() : ''
  return `${error.name}: ${error.message}${stack === '' ? '' : `\n${stack}`}`
}

function log(level: string): Callback {
  return (...args) => {
    const text = args.map((arg) => printed(arg, errorText)).join(' ')
    const plain = args.map((arg) => (typeof arg === 'string' ? arg : printed(arg, errorText)))
    host.log(level, plain.map((arg) => JSON.stringify(arg)), text, new Error().stack ?? '')
  }
}

type EventListener = (event: Event) => void

class Event {
  constructor(readonly type: string) {}
}

class EventTarget {
  readonly #listeners = new Map<string, Set<EventListener>>()
  addEventListener(type: string, listener: EventListener): void {
    this.#listeners.set(type, (this.#listeners.get(type) ?? new Set()).add(listener))
  }
  removeEventListener(type: string, listener: EventListener): void {
    this.#listeners.get(type)?.delete(listener)
  }
  dispatchEvent(event: Event): boolean {
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event)
    return true
  }
}

class AbortSignal extends EventTarget {
  aborted = false
  reason: unknown = undefined
  abort(reason: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    this.dispatchEvent(new Event('abort'))
  }
}

class AbortController {
  readonly signal = new AbortSignal()
  abort(reason: unknown = new Error('aborted')): void {
    this.signal.abort(reason)
  }
}

const timed = {
  setTimeout: (callback: Callback, ms?: number, ...args: unknown[]) => set(callback, ms, false, args),
  setInterval: (callback: Callback, ms?: number, ...args: unknown[]) => set(callback, ms, true, args),
  setImmediate: (callback: Callback, ...args: unknown[]) => set(callback, 0, false, args),
  clearTimeout: clear,
  clearInterval: clear,
  clearImmediate: clear,
}

const process = {
  env: { ...config.env },
  argv: ['peapod', 'test'],
  platform: 'linux',
  version: 'v20.0.0',
  versions: {},
  cwd: () => config.cwd,
  nextTick: (callback: Callback, ...args: unknown[]) => void Promise.resolve().then(() => callback(...args)),
  on: () => process,
  once: () => process,
  off: () => process,
  hrtime: Object.assign(() => [Math.floor(host.now() / 1000), Math.floor((host.now() % 1000) * 1e6)], {
    bigint: () => BigInt(Math.floor(host.now() * 1e6)),
  }),
  exit: () => {
    throw new Error('a spec cannot end the process; let the test fail instead')
  },
}

const specConsole = {
  debug: log('debug'),
  log: log('log'),
  info: log('info'),
  warn: log('warn'),
  error: log('error'),
  dir: log('log'),
  table: log('log'),
  group: log('log'),
  groupEnd: () => {},
  trace: log('log'),
  time: () => {},
  timeEnd: () => {},
}

Error.stackTraceLimit = 50
Object.assign(globalThis, timed, { Event, EventTarget, AbortController, AbortSignal, console: specConsole, process, global: globalThis })
const scope = globalThis as { performance?: unknown; queueMicrotask?: unknown }
scope.performance ??= { now: () => host.now() }
scope.queueMicrotask ??= (callback: Callback) => void Promise.resolve().then(() => callback())

declare global {
  interface ErrorConstructor {
    stackTraceLimit: number
  }
  var console: Record<'debug' | 'log' | 'info' | 'warn' | 'error', (...args: unknown[]) => void>
  function setTimeout(callback: (...args: never[]) => void, ms?: number): unknown
  function clearTimeout(handle: unknown): void
}
