/** wx.createIntersectionObserver and createMediaQueryObserver. */

import { runCallback } from './async-call'
import type { JsonObject, PageHandle, SelectedNode, WxContext } from './context'

export interface ObserverOptions {
  thresholds?: readonly number[]
  initialRatio?: number
  observeAll?: boolean
}

interface Reference {
  /** Null stands for the viewport. */
  selector: string | null
  margins: JsonObject
}

function marginsOf(value: unknown): JsonObject {
  const given = (typeof value === 'object' && value !== null ? value : {}) as JsonObject
  const margins: JsonObject = {}
  for (const side of ['left', 'top', 'right', 'bottom']) margins[side] = Number(given[side] ?? 0) || 0
  return margins
}

export class IntersectionObserver {
  readonly #ctx: WxContext
  readonly #component: object | undefined
  readonly #options: ObserverOptions
  readonly #references: Reference[] = []
  #stop: (() => void) | undefined

  constructor(ctx: WxContext, component: object | undefined, options: ObserverOptions = {}) {
    this.#ctx = ctx
    this.#component = component
    this.#options = options ?? {}
  }

  relativeTo(selector: string, margins?: unknown): this {
    this.#references.push({ selector: String(selector), margins: marginsOf(margins) })
    return this
  }

  relativeToViewport(margins?: unknown): this {
    this.#references.push({ selector: null, margins: marginsOf(margins) })
    return this
  }

  observe(selector: string, callback: (entry: JsonObject) => void): void {
    this.disconnect()
    const ctx = this.#ctx
    const scope = this.#component ?? ctx.currentPage()?.instance
    const page = ctx.pageOf(scope)
    if (scope === undefined || page === undefined) return
    const observeAll = this.#options.observeAll === true
    const targets = ctx.select(scope, selector, !observeAll)
    if (targets.length === 0) {
      ctx.log('warn', `IntersectionObserver: no node matches "${selector}"`)
      return
    }
    const references = this.#references.length > 0 ? this.#references : [{ selector: null, margins: marginsOf({}) }]
    const relative: { id: number | null; margins: JsonObject }[] = []
    for (const reference of references) {
      const node = reference.selector === null ? undefined : ctx.select(scope, reference.selector, true)[0]
      if (reference.selector !== null && node === undefined) {
        ctx.log('warn', `IntersectionObserver: no node matches "${reference.selector}"`)
        return
      }
      relative.push({ id: node?.id ?? null, margins: reference.margins })
    }
    const byId = new Map(targets.map((node): [number, SelectedNode] => [node.id, node]))
    this.#stop = page.observe(
      {
        targets: targets.map(({ id }) => id),
        relative,
        thresholds: this.#options.thresholds ?? [0],
        initialRatio: this.#options.initialRatio ?? 0,
        observeAll,
      },
      (entry) => {
        const { id, ...boxes } = entry
        const node = byId.get(Number(id))
        const result = { ...boxes, id: node?.elementId ?? '', dataset: node?.dataset() ?? {} }
        runCallback(ctx, 'IntersectionObserver callback', callback, result)
      },
    )
  }

  disconnect(): void {
    this.#stop?.()
    this.#stop = undefined
  }
}

/** Observers that ask the view again whenever its size changes. */
export class MediaQueryObservers {
  readonly #live = new Set<() => void>()

  /** The content area of some page has a new size. */
  resized(): void {
    for (const check of [...this.#live]) check()
  }

  create(ctx: WxContext, component: object | undefined): MediaQueryObserver {
    return new MediaQueryObserver(ctx, component, this.#live)
  }
}

export class MediaQueryObserver {
  readonly #ctx: WxContext
  readonly #component: object | undefined
  readonly #live: Set<() => void>
  #check: (() => void) | undefined

  constructor(ctx: WxContext, component: object | undefined, live: Set<() => void>) {
    this.#ctx = ctx
    this.#component = component
    this.#live = live
  }

  /** The callback gets `{matches}` at once and whenever the answer changes. */
  observe(descriptor: JsonObject, callback: (result: { matches: boolean }) => void): void {
    this.disconnect()
    const page: PageHandle | undefined = this.#ctx.pageOf(this.#component)
    if (page === undefined) return
    let last: boolean | undefined
    const check = (): void => {
      if (!page.alive) {
        this.disconnect()
        return
      }
      page.query('mediaQuery', { ...descriptor }, (failure, answer) => {
        if (failure !== null || this.#check !== check) return
        const matches = (answer as { matches?: unknown } | null)?.matches === true
        if (matches === last) return
        last = matches
        runCallback(this.#ctx, 'MediaQueryObserver callback', callback, { matches })
      })
    }
    this.#check = check
    this.#live.add(check)
    check()
  }

  disconnect(): void {
    if (this.#check !== undefined) this.#live.delete(this.#check)
    this.#check = undefined
  }
}
