/** What vectors, quaternions and matrices of XR-frame have in common: numbers in a `Float32Array`. */

declare const console: { log(...args: unknown[]): void }

/** Two numbers that differ by less are the same, as the documentation of `equal` says. */
const EPSILON = 1e-6

interface FloatsClass<Self> {
  new (raw?: Float32Array, offset?: number): Self
  readonly SIZE: number
}

export abstract class Floats {
  /** How many numbers one has. */
  static readonly SIZE: number
  /** The memory it lives in, which shaders' uniforms are filled from: scripts read it. */
  readonly _raw: Float32Array
  readonly _offset: number

  constructor(raw?: Float32Array, offset = 0) {
    this._raw = raw ?? new Float32Array((this.constructor as FloatsClass<this>).SIZE)
    this._offset = raw === undefined ? 0 : offset
  }

  /** Copies the array, which must have the right length. */
  static createFromArray<Self extends Floats>(this: FloatsClass<Self>, array: ArrayLike<number>): Self {
    const made = new this()
    if (array.length !== made.size) throw new Error(`XR-frame: ${made.size} numbers are wanted, not ${array.length}`)
    return made.setArray(array)
  }

  /** Works on the memory that is given. */
  static createFromTypedArray<Self extends Floats>(this: FloatsClass<Self>, array: Float32Array, offset = 0): Self {
    return new this(array, offset)
  }

  get size(): number {
    return (this.constructor as FloatsClass<this>).SIZE
  }

  protected fresh(): this {
    return new (this.constructor as FloatsClass<this>)()
  }

  at(index: number): number {
    return this._raw[this._offset + index] as number
  }

  put(index: number, value: number): void {
    this._raw[this._offset + index] = value
  }

  toArray(): number[] {
    return [...this._raw.subarray(this._offset, this._offset + this.size)]
  }

  setArray(value: ArrayLike<number>, offset = 0): this {
    for (let i = 0; i < this.size; i += 1) this.put(i, value[offset + i] ?? 0)
    return this
  }

  set(from: this): this {
    for (let i = 0; i < this.size; i += 1) this.put(i, from.at(i))
    return this
  }

  clone(): this {
    return this.fresh().set(this)
  }

  equal(other: this): boolean {
    for (let i = 0; i < this.size; i += 1) if (Math.abs(this.at(i) - other.at(i)) >= EPSILON) return false
    return true
  }

  print(): void {
    console.log(this.toArray())
  }
}

/** Properties `x`, `y`… on the prototype. */
export function defineComponents(target: { prototype: Floats }, names: string): void {
  ;[...names].forEach((name, index) => {
    Object.defineProperty(target.prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Floats) {
        return this.at(index)
      },
      set(this: Floats, value: number) {
        this.put(index, value)
      },
    })
  })
}

/** Arithmetic of Vector2, Vector3 and Vector4. Results go to `dst`, or to a new vector. */
export abstract class Vector extends Floats {
  #each(dst: this | undefined, value: (index: number) => number): this {
    const result = dst ?? this.fresh()
    for (let i = 0; i < this.size; i += 1) result.put(i, value(i))
    return result
  }

  add(v: this, dst?: this): this {
    return this.#each(dst, (i) => this.at(i) + v.at(i))
  }

  sub(v: this, dst?: this): this {
    return this.#each(dst, (i) => this.at(i) - v.at(i))
  }

  scale(factor: number, dst?: this): this {
    return this.#each(dst, (i) => this.at(i) * factor)
  }

  lerp(v: this, factor: number, dst?: this): this {
    return this.#each(dst, (i) => this.at(i) + (v.at(i) - this.at(i)) * factor)
  }

  /** A vector of no length stays as it is. */
  normalize(dst?: this): this {
    const length = this.length()
    return this.scale(length === 0 ? 1 : 1 / length, dst)
  }

  /** In place. */
  negate(): this {
    return this.#each(this, (i) => -this.at(i))
  }

  dot(v: this): number {
    let sum = 0
    for (let i = 0; i < this.size; i += 1) sum += this.at(i) * v.at(i)
    return sum
  }

  length(): number {
    return Math.sqrt(this.dot(this))
  }

  isZero(): boolean {
    for (let i = 0; i < this.size; i += 1) if (this.at(i) !== 0) return false
    return true
  }
}
