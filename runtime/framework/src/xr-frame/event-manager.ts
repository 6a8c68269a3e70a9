type Callback = (params: unknown, sender: unknown) => void

interface Listener {
  callback: Callback
  priority: number
  once: boolean
}

/** Listeners of an element's events. Without frames, events that are not immediate wait for `flush`. */
export class EventManager {
  readonly isEventManager = true
  readonly #sender: unknown
  readonly #listeners = new Map<string, Listener[]>()
  readonly #waiting = new Map<string, unknown>()

  constructor(sender?: unknown) {
    this.#sender = sender
  }

  #add(type: string, callback: Callback, priority: number, once: boolean): this {
    const list = this.#listeners.get(type) ?? []
    list.push({ callback, priority, once })
    // The higher comes first; those that are equal, in their order.
    list.sort((a, b) => b.priority - a.priority)
    this.#listeners.set(type, list)
    return this
  }

  add(type: string, callback: Callback, priority = 0): this {
    return this.#add(type, callback, priority, false)
  }

  addOnce(type: string, callback: Callback, priority = 0): this {
    return this.#add(type, callback, priority, true)
  }

  remove(type: string, callback: Callback): this {
    const rest = (this.#listeners.get(type) ?? []).filter((listener) => listener.callback !== callback)
    this.#listeners.set(type, rest)
    return this
  }

  has(type: string): boolean {
    return this.getCount(type) > 0
  }

  getCount(type: string): number {
    return this.#listeners.get(type)?.length ?? 0
  }

  clear(type: string): this {
    this.#listeners.delete(type)
    return this
  }

  trigger(type: string, event?: unknown, immediately = true): this {
    this.#waiting.set(type, event)
    return immediately ? this.flush(type) : this
  }

  flush(type: string): this {
    if (!this.#waiting.has(type)) return this
    const event = this.#waiting.get(type)
    this.#waiting.delete(type)
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      if (listener.once) this.#drop(type, listener)
      listener.callback(event, this.#sender)
    }
    return this
  }

  flushAll(): this {
    for (const type of [...this.#waiting.keys()]) this.flush(type)
    return this
  }

  #drop(type: string, listener: Listener): void {
    this.#listeners.set(
      type,
      (this.#listeners.get(type) ?? []).filter((other) => other !== listener),
    )
  }
}
