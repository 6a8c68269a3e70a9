/** Gradients, patterns and paths: objects that live in the page. */

import { type Command, encode, REFERENCE, type Referable } from './encoding'

type Push = (command: Command) => void

export class CanvasGradient implements Referable {
  readonly [REFERENCE]: Readonly<Record<string, unknown>>
  readonly #push: Push
  readonly #number: number
  /** What makes it, for drawings other than the one that it was made for. */
  readonly recipe: readonly Command[]

  constructor(push: Push, number: number, recipe: readonly Command[] = []) {
    this.#push = push
    this.#number = number
    this.recipe = recipe
    this[REFERENCE] = { $gradient: number }
  }

  addColorStop(offset: number, color: string): void {
    this.#push(['addColorStop', this.#number, offset, color])
  }
}

export class CanvasPattern implements Referable {
  readonly [REFERENCE]: Readonly<Record<string, unknown>>
  readonly #push: Push
  readonly #number: number

  constructor(push: Push, number: number) {
    this.#push = push
    this.#number = number
    this[REFERENCE] = { $pattern: number }
  }

  setTransform(matrix: { a?: number; b?: number; c?: number; d?: number; e?: number; f?: number } = {}): void {
    const { a = 1, b = 0, c = 0, d = 1, e = 0, f = 0 } = matrix
    this.#push(['setPatternTransform', this.#number, a, b, c, d, e, f])
  }
}

/** Recorded where it is built, sent to a page when it is first used there after a change. */
export class Path2D {
  readonly #commands: Command[] = []
  #version = 0

  constructor(source?: Path2D | string) {
    if (typeof source === 'string') this.#record('svg', source)
    else if (source instanceof Path2D) this.#commands.push(...source.#commands)
  }

  /** Changes whenever the path does. */
  get version(): number {
    return this.#version
  }

  get commands(): readonly Command[] {
    return this.#commands
  }

  #record(...command: unknown[]): void {
    this.#version += 1
    this.#commands.push(command.map(encode))
  }

  addPath(path: Path2D): void {
    // Paths are values: a copy of the commands keeps them independent of later changes.
    this.#version += 1
    this.#commands.push(...path.#commands)
  }
  arc(...args: unknown[]): void {
    this.#record('arc', ...args)
  }
  arcTo(...args: unknown[]): void {
    this.#record('arcTo', ...args)
  }
  bezierCurveTo(...args: unknown[]): void {
    this.#record('bezierCurveTo', ...args)
  }
  closePath(): void {
    this.#record('closePath')
  }
  ellipse(...args: unknown[]): void {
    this.#record('ellipse', ...args)
  }
  lineTo(...args: unknown[]): void {
    this.#record('lineTo', ...args)
  }
  moveTo(...args: unknown[]): void {
    this.#record('moveTo', ...args)
  }
  quadraticCurveTo(...args: unknown[]): void {
    this.#record('quadraticCurveTo', ...args)
  }
  rect(...args: unknown[]): void {
    this.#record('rect', ...args)
  }
  roundRect(...args: unknown[]): void {
    this.#record('roundRect', ...args)
  }
}
