/** Listener sets behind `wx.onX` and `wx.offX`. */

import { runCallback } from './async-call'
import type { WxContext } from './context'

type Listener = (payload: unknown) => void

export class EventHub {
  readonly #listeners = new Map<string, Listener[]>()

  constructor(readonly ctx: WxContext) {}

  /** Adding a listener twice keeps one entry, as on phones. */
  on(event: string, listener: unknown): void {
    if (typeof listener !== 'function') return
    const list = this.#listeners.get(event) ?? []
    if (!list.includes(listener as Listener)) list.push(listener as Listener)
    this.#listeners.set(event, list)
  }

  /** Without a listener, all of them go. */
  off(event: string, listener?: unknown): void {
    const list = this.#listeners.get(event)
    if (list === undefined) return
    const rest = listener === undefined || listener === null ? [] : list.filter((entry) => entry !== listener)
    if (rest.length === 0) this.#listeners.delete(event)
    else this.#listeners.set(event, rest)
  }

  count(event: string): number {
    return this.#listeners.get(event)?.length ?? 0
  }

  /** Calls every listener that was there at the start; returns how many. */
  emit(event: string, ...payload: unknown[]): number {
    const list = [...(this.#listeners.get(event) ?? [])]
    for (const listener of list) runCallback(this.ctx, `${event} listener`, listener, ...payload)
    return list.length
  }
}
