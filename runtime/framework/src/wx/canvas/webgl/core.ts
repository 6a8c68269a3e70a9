/** The half of a WebGL context that speaks with the page; scripts do not see it. */

import { REFERENCE } from '../encoding'
import type { Surface } from '../surface'
import { classOf, Handles, type WebGLObject } from './objects'
import type { Recorder } from './recorders'
import { argument, answered } from './values'

/** Answer of the question `webglContext`; values are as `answered` takes them. */
export interface ContextFacts {
  attributes: Record<string, unknown>
  extensions: string[]
  /** Parameters that never change, by their number. */
  parameters: Record<string, unknown>
  precisions: [shaderType: number, precisionType: number, rangeMin: number, rangeMax: number, precision: number][]
}

export class Core implements Recorder {
  readonly handles: Handles
  readonly #failed = new Set<string>()

  constructor(
    readonly surface: Surface,
    readonly facts: ContextFacts,
  ) {
    this.handles = new Handles((number) => surface.push(['free', number]))
  }

  run(command: readonly unknown[]): void {
    this.surface.push(command)
  }

  /** A canvas that is used as a picture must be drawn up to here, and no further, when the command runs. */
  runWithPictures(command: readonly unknown[], args: readonly unknown[]): void {
    const sources = args.filter((arg) => typeof arg === 'object' && arg !== null && REFERENCE in arg && 'flush' in arg)
    for (const source of sources) (source as { flush(): void }).flush()
    this.surface.push(command)
    if (sources.length > 0) this.surface.flush()
  }

  make(className: string, method: string, args: readonly unknown[]): WebGLObject {
    const number = this.surface.shared.numbers.next()
    this.surface.push(['new', number, method, ...args.map(argument)])
    return this.handles.add(new (classOf(className))(number))
  }

  /** Calls a method of the page's context for what it returns; null where there is no such context any more. */
  ask(method: string, args: readonly unknown[]): unknown {
    return answered(this.question('webglAsk', { method, args: args.map(argument) }), this.handles)
  }

  question(kind: string, params: Readonly<Record<string, unknown>>): unknown {
    try {
      return this.surface.ask(kind, params)
    } catch (error) {
      const about = `${kind} ${String(params.method ?? '')}`
      if (!this.#failed.has(about)) {
        this.#failed.add(about)
        this.surface.shared.ctx.log('warn', `WebGL: ${about.trim()}:`, error)
      }
      return null
    }
  }
}
