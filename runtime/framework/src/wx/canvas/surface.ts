/** Where a canvas's commands go: one batch per canvas and turn. */

import type { PageHandle, WxContext } from '../context'
import type { Command, ObjectNumbers } from './encoding'

/** All off-screen canvases are addressed through the page root. */
const PAGE_ROOT = 1

/** Longest queue before a batch is handed over within a turn: bounds the memory of a drawing loop. */
const MAX_QUEUE = 20_000

export interface CanvasShared {
  readonly ctx: WxContext
  readonly numbers: ObjectNumbers
}

/** Tells the page that a new turn of the logic draws. */
const TURN: Command = ['turn']

export class Surface {
  readonly node: number
  #queue: Command[] = []
  #scheduled = false
  #method: 'canvas2d' | 'webgl' = 'canvas2d'
  /** WebGL: the turn has been told. */
  #inTurn = false

  /** `canvas` 0: the component with this node id; else an off-screen canvas. */
  constructor(
    readonly shared: CanvasShared,
    readonly page: PageHandle,
    node: number,
    readonly canvas: number,
  ) {
    this.node = canvas === 0 ? node : PAGE_ROOT
  }

  /** Says which kind of context draws; what is queued is for the one before. */
  drawWith(method: 'canvas2d' | 'webgl'): void {
    this.flush()
    this.#method = method
  }

  /** A question in the middle of a turn hands over what is queued, so the end of the turn is not told by that. */
  #beginTurn(): void {
    this.#inTurn = true
    this.#queue.push(TURN)
    void Promise.resolve().then(() => {
      this.#inTurn = false
    })
  }

  push(command: Command): void {
    if (this.#method === 'webgl' && !this.#inTurn) this.#beginTurn()
    this.#queue.push(command)
    if (this.#queue.length >= MAX_QUEUE) {
      this.flush()
    } else if (!this.#scheduled) {
      this.#scheduled = true
      this.shared.ctx.turn.beforeFlush(() => {
        this.#scheduled = false
        this.flush()
      })
    }
  }

  /** Hands the queue to the page now. */
  flush(): void {
    if (this.#queue.length === 0) return
    const commands = this.#queue
    this.#queue = []
    if (this.page.alive) this.page.call(this.node, this.#method, { canvas: this.canvas, commands })
  }

  /** Synchronous question; throws when there is no view. */
  ask(method: string, params: Readonly<Record<string, unknown>>): unknown {
    this.flush()
    return this.page.ask(this.node, method, { canvas: this.canvas, ...params })
  }

  request(
    method: string,
    params: Readonly<Record<string, unknown>>,
    reply: (failure: string | null, result?: unknown) => void,
  ): void {
    this.flush()
    this.page.call(this.node, method, { canvas: this.canvas, ...params }, reply)
  }
}
