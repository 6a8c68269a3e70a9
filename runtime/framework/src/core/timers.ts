/** setTimeout and its kin, and macrotasks of the framework's own. */

import { reportError } from './errors'
import { native } from './native'

/** One frame at 60 Hz. */
export const FRAME_MS = 16

interface Pending {
  fn: (...args: unknown[]) => void
  args: unknown[]
  repeat: boolean
  where: string
}

const pending = new Map<number, Pending>()
let nextId = 1

function start(fn: unknown, ms: unknown, args: unknown[], repeat: boolean, where: string): number {
  if (typeof fn !== 'function') throw new TypeError(`${where}: the callback is not a function`)
  const id = nextId++
  pending.set(id, { fn: fn as Pending['fn'], args, repeat, where })
  native.setTimer(id, Number(ms) || 0, repeat)
  return id
}

export function setTimeout(fn: unknown, ms?: unknown, ...args: unknown[]): number {
  return start(fn, ms, args, false, 'setTimeout')
}

export function setInterval(fn: unknown, ms?: unknown, ...args: unknown[]): number {
  return start(fn, ms, args, true, 'setInterval')
}

export function clearTimer(id: unknown): void {
  if (typeof id !== 'number' || !pending.delete(id)) return
  native.clearTimer(id)
}

/** Runs `fn` in a turn of its own, after this one has been handed to the views. */
export function post(fn: () => void): void {
  start(fn, 0, [], false, 'framework task')
}

export function fire(id: number): void {
  const timer = pending.get(id)
  if (timer === undefined) return
  if (!timer.repeat) pending.delete(id)
  try {
    timer.fn(...timer.args)
  } catch (error) {
    reportError(error, `${timer.where} callback function`)
  }
}

export function forgetAll(): void {
  for (const id of pending.keys()) native.clearTimer(id)
  pending.clear()
}
