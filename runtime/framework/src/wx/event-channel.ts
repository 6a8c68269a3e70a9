/** The channel between an opening and an opened page (`wx.navigateTo({events})`, `getOpenerEventChannel()`). */

type Listener = (...args: unknown[]) => void

interface Entry {
  fn: Listener
  once: boolean
}

/**
 * One end of the channel. `emit` on one end calls the listeners of the other; what is emitted before
 * the other end listens is kept and delivered at its first `on`.
 */
export class EventChannel {
  #listeners: Record<string, Entry[]> = Object.create(null)
  #early: Record<string, unknown[][]> = Object.create(null)
  #peer: EventChannel | undefined

  /** Makes both ends: the opener's and the opened page's. `report` gets what a listener throws. */
  static pair(report: (error: unknown, where: string) => void): [opener: EventChannel, opened: EventChannel] {
    const opener = new EventChannel(report)
    const opened = new EventChannel(report)
    opener.#peer = opened
    opened.#peer = opener
    return [opener, opened]
  }

  readonly #report: (error: unknown, where: string) => void

  constructor(report: (error: unknown, where: string) => void) {
    this.#report = report
  }

  emit(event: string, ...args: unknown[]): void {
    ;(this.#peer ?? this).#receive(event, args)
  }

  on(event: string, fn: Listener): void {
    this.#add(event, fn, false)
  }

  once(event: string, fn: Listener): void {
    this.#add(event, fn, true)
  }

  /** Without `fn`, all listeners of the event go. */
  off(event: string, fn?: Listener): void {
    const list = this.#listeners[event]
    if (list === undefined) return
    this.#listeners[event] = fn === undefined ? [] : list.filter((entry) => entry.fn !== fn)
  }

  #add(event: string, fn: Listener, once: boolean): void {
    if (typeof fn !== 'function') return
    const list = this.#listeners[event] ?? []
    list.push({ fn, once })
    this.#listeners[event] = list
    const early = this.#early[event]
    if (early !== undefined) {
      delete this.#early[event]
      for (const args of early) this.#receive(event, args)
    }
  }

  #receive(event: string, args: unknown[]): void {
    const list = this.#listeners[event]
    if (list === undefined || list.length === 0) {
      const early = this.#early[event] ?? []
      early.push(args)
      this.#early[event] = early
      return
    }
    this.#listeners[event] = list.filter((entry) => !entry.once)
    for (const entry of list) {
      try {
        entry.fn(...args)
      } catch (error) {
        this.#report(error, `EventChannel ${event} listener`)
      }
    }
  }
}
