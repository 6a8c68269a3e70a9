/**
 * Task and manager objects whose other half is native: see docs/wx-objects.md. An object is built
 * from the rows `Class.member` of the table.
 */

import { asyncMember, runCallback } from './async-call'
import type { Declaration, JsonObject, WxContext } from './context'
import { asFailure, type FailureObject, NOT_SUPPORTED } from './failure'
import { callNativeSync, unsupportedSync, withoutFunctions } from './sync-call'

type Listener = (payload: unknown) => void

/** `onHeadersReceived` and the event type `headersReceived` meet at `headersreceived`. */
function eventKey(name: string): string {
  return name.replace(/^(on|off)(?=[A-Z])/, '').toLowerCase()
}

/** Listeners of one object. */
class Listeners {
  readonly #byKey = new Map<string, Listener[]>()

  constructor(readonly ctx: WxContext) {}

  on(member: string, listener: unknown): void {
    if (typeof listener !== 'function') return
    const key = eventKey(member)
    const list = this.#byKey.get(key) ?? []
    if (!list.includes(listener as Listener)) list.push(listener as Listener)
    this.#byKey.set(key, list)
  }

  off(member: string, listener: unknown): void {
    const key = eventKey(member)
    const list = this.#byKey.get(key) ?? []
    this.#byKey.set(key, typeof listener === 'function' ? list.filter((entry) => entry !== listener) : [])
  }

  emit(type: string, payload: unknown): number {
    const list = [...(this.#byKey.get(eventKey(type)) ?? [])]
    for (const listener of list) runCallback(this.ctx, `${type} listener`, listener, payload)
    return list.length
  }
}

export interface NativeObject {
  readonly id: number
  /** What scripts hold. */
  readonly surface: Record<string, unknown>
  emit(type: string, payload: unknown): number
  /** Called before the object's own listeners, for state that the facade mirrors. */
  watch?: (type: string, payload: JsonObject) => void
}

/** Members that report in their own way what is not there, where others throw. */
function unsupportedMember(className: string, member: string, listeners: Listeners): unknown {
  if (member === 'on') return (type: unknown, listener: unknown) => listeners.on(String(type), listener)
  if (member === 'off') return (type: unknown, listener?: unknown) => listeners.off(String(type), listener)
  if (className === 'VKSession' && member === 'start') {
    return (callback: unknown) => {
      if (typeof callback === 'function') {
        listeners.ctx.timers.setTimeout(() => runCallback(listeners.ctx, 'VKSession.start callback', callback as Listener, VK_DEVICE_NOT_SUPPORTED), 0)
      }
    }
  }
  return unsupportedSync(member)
}

/** `AI client device not supported`. */
const VK_DEVICE_NOT_SUPPORTED = 2000002

/** Properties that scripts may not set. */
const READ_ONLY = new Set(['duration', 'currentTime', 'paused', 'buffered'])

export class NativeObjects {
  readonly #live = new Map<number, NativeObject>()
  readonly #rowsByClass = new Map<string, Declaration[]>()
  #last = 0

  constructor(
    readonly ctx: WxContext,
    declarations: readonly Declaration[],
  ) {
    for (const row of declarations) {
      const dot = row.name.indexOf('.')
      const className = dot < 0 ? (row.kind === 'object' ? row.name : '') : row.name.slice(0, dot)
      if (className === '') continue
      const rows = this.#rowsByClass.get(className)
      if (rows === undefined) this.#rowsByClass.set(className, [row])
      else rows.push(row)
    }
  }

  knows(className: string): boolean {
    return this.#rowsByClass.has(className)
  }

  rows(className: string): readonly Declaration[] {
    return this.#rowsByClass.get(className) ?? []
  }

  /** An id that native code has not seen; also for objects made without a class. */
  allocate(): number {
    this.#last += 1
    return this.#last
  }

  /**
   * Builds an object of `className`. `quiet`: sync methods of a task never throw (aborting what has
   * ended is nothing to report).
   */
  make(className: string, options: { quiet?: boolean; anonymous?: boolean } = {}): NativeObject {
    const id = this.allocate()
    const listeners = new Listeners(this.ctx)
    const surface: Record<string, unknown> = {}
    const identity: JsonObject = options.anonymous === true ? {} : { $task: id }
    const rows = this.rows(className)
    const hasErrorEvent = rows.some((row) => row.name === `${className}.onError`)
    for (const row of rows) {
      const member = row.name.slice(className.length + 1)
      if (row.kind === 'object') {
        this.#defineProperties(surface, className, row.result ?? [], identity)
      } else if (row.kind === 'event') {
        surface[member] = (listener: unknown) => listeners.on(member, listener)
      } else if (row.kind === 'offEvent') {
        surface[member] = (listener?: unknown) => listeners.off(member, listener)
      } else if (row.kind === 'async') {
        surface[member] = this.#asyncMethod(row, member, identity)
      } else if (row.home === 'unsupported') {
        surface[member] = unsupportedMember(className, member, listeners)
      } else {
        surface[member] = (...given: unknown[]): unknown => {
          if (member === 'destroy') this.#live.delete(id)
          try {
            return callNativeSync(this.ctx, row, given, identity)
          } catch (error) {
            if (options.quiet === true) return undefined
            if (!hasErrorEvent) throw error
            // Players and recorders report through onError.
            const failure = { ...(error as FailureObject) }
            if (listeners.emit('error', failure) === 0) this.ctx.log('warn', failure.errMsg)
            return undefined
          }
        }
      }
    }
    const object: NativeObject = { id, surface, emit: (type, payload) => listeners.emit(type, payload) }
    this.#live.set(id, object)
    return object
  }

  /** The native event `task`. */
  deliver(payload: JsonObject): number {
    const { id, type, ...fields } = payload
    if (typeof type !== 'string') return 0
    const object = this.#live.get(Number(id))
    if (object === undefined) return 0
    object.watch?.(type, fields)
    return object.emit(type, fields)
  }

  forget(id: number): void {
    this.#live.delete(id)
  }

  #asyncMethod(row: Declaration, member: string, identity: JsonObject): (...given: unknown[]) => unknown {
    const run = asyncMember(
      this.ctx,
      member,
      (args, outcome) => {
        if (row.home === 'unsupported') {
          outcome.fail(NOT_SUPPORTED.message, { errno: NOT_SUPPORTED.errno })
          return
        }
        this.ctx.native.call(row.name, { ...withoutFunctions(args), ...identity }, (failure, result) => {
          if (failure === null) outcome.ok(result)
          else outcome.fail(failure.message, failure)
        })
      },
      { args: row.home === 'unsupported' ? [] : (row.args ?? []), fillDefaults: false, tap: row.tap === true, promise: row.promise !== false },
    )
    return run
  }

  #defineProperties(
    surface: Record<string, unknown>,
    className: string,
    names: readonly string[],
    identity: JsonObject,
  ): void {
    const { native, log } = this.ctx
    for (const name of names) {
      Object.defineProperty(surface, name, {
        configurable: true,
        enumerable: true,
        get: () => {
          try {
            return native.callSync(`${className}.get`, { ...identity, name })
          } catch {
            return undefined
          }
        },
        set: (value: unknown) => {
          if (READ_ONLY.has(name)) return
          try {
            native.callSync(`${className}.set`, { ...identity, name, value })
          } catch (error) {
            log('warn', `${className}.${name}: ${asFailure(error).message}`)
          }
        },
      })
    }
  }
}
