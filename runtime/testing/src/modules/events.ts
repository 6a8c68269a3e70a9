/** Node's `events`, as far as automation clients and specs use it. */

type Listener = (...args: never[]) => void

export class EventEmitter {
  readonly #listeners = new Map<string | symbol, Listener[]>()

  on(event: string | symbol, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
    return this
  }

  addListener(event: string | symbol, listener: Listener): this {
    return this.on(event, listener)
  }

  once(event: string | symbol, listener: Listener): this {
    const wrapped = ((...args: never[]) => {
      this.off(event, wrapped)
      listener.apply(this, args)
    }) as Listener & { original?: Listener }
    wrapped.original = listener
    return this.on(event, wrapped)
  }

  off(event: string | symbol, listener: Listener): this {
    const kept = (this.#listeners.get(event) ?? []).filter(
      (known) => known !== listener && (known as { original?: Listener }).original !== listener,
    )
    this.#listeners.set(event, kept)
    return this
  }

  removeListener(event: string | symbol, listener: Listener): this {
    return this.off(event, listener)
  }

  removeAllListeners(event?: string | symbol): this {
    if (event === undefined) this.#listeners.clear()
    else this.#listeners.delete(event)
    return this
  }

  emit(event: string | symbol, ...args: unknown[]): boolean {
    const listeners = this.#listeners.get(event) ?? []
    for (const listener of listeners) listener.apply(this, args as never[])
    return listeners.length > 0
  }

  listenerCount(event: string | symbol): number {
    return this.#listeners.get(event)?.length ?? 0
  }
}
