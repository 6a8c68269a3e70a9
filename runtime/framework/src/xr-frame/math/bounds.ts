/** Boxes and balls around things. */

import { Vector3 } from './vectors'

/** A ball, as four numbers in memory that others may share. */
export class BoundBall {
  static readonly OFFSETS = { center: 0, radius: 3 } as const
  readonly _raw: Float32Array
  readonly _offset: number

  constructor(raw = new Float32Array(4), offset = 0) {
    this._raw = raw
    this._offset = offset
  }

  static createFromCenterAndRadius(center: Vector3, radius: number): BoundBall {
    return new BoundBall().setValue(center, radius)
  }

  get center(): Vector3 {
    return Vector3.createFromTypedArray(this._raw, this._offset)
  }
  set center(value: Vector3) {
    this.center.set(value)
  }
  get radius(): number {
    return this._raw[this._offset + BoundBall.OFFSETS.radius] as number
  }
  set radius(value: number) {
    this._raw[this._offset + BoundBall.OFFSETS.radius] = value
  }

  setValue(center: Vector3, radius: number): this {
    this.center = center
    this.radius = radius
    return this
  }

  initByPoints(points: readonly Vector3[]): this {
    const box = new BoundBox()
    box.initByPoints(points)
    return this.setValue(box.center, Math.max(0, ...points.map((point) => point.distanceTo(box.center))))
  }

  initByPointRadius(center: Vector3, radius: number): void {
    this.setValue(center, radius)
  }
}

/** A box along the axes, as six numbers in memory that others may share. */
export class BoundBox {
  static readonly OFFSETS = { center: 0, size: 3 } as const
  readonly _raw: Float32Array
  readonly _offset: number
  #lowest = new Vector3()
  #highest = new Vector3()

  constructor(raw = new Float32Array(6), offset = 0) {
    this._raw = raw
    this._offset = offset
  }

  static createFromCenterAndSize(center: Vector3, size: Vector3): BoundBox {
    return new BoundBox().setValue(center, size)
  }

  get center(): Vector3 {
    return Vector3.createFromTypedArray(this._raw, this._offset)
  }
  set center(value: Vector3) {
    this.center.set(value)
  }
  get size(): Vector3 {
    return Vector3.createFromTypedArray(this._raw, this._offset + BoundBox.OFFSETS.size)
  }
  set size(value: Vector3) {
    this.size.set(value)
  }

  setValue(center: Vector3, size: Vector3): this {
    this.center = center
    this.size = size
    return this
  }

  initByPoints(points: readonly Vector3[], length = points.length): void {
    this.startInitByPoints()
    for (const point of points.slice(0, length)) this.addPoint(point)
    this.endInitByPoints()
  }

  startInitByPoints(): void {
    this.#lowest.setValue(Infinity, Infinity, Infinity)
    this.#highest.setValue(-Infinity, -Infinity, -Infinity)
  }

  addPoint(corner: Vector3): void {
    for (let i = 0; i < 3; i += 1) {
      this.#lowest.put(i, Math.min(this.#lowest.at(i), corner.at(i)))
      this.#highest.put(i, Math.max(this.#highest.at(i), corner.at(i)))
    }
  }

  endInitByPoints(): void {
    // No points at all: an empty box.
    if (this.#lowest.x > this.#highest.x) this.setValue(Vector3.ZERO, Vector3.ZERO)
    else this.setValue(this.#lowest.add(this.#highest).scale(0.5), this.#highest.sub(this.#lowest))
  }
}

/** A box in any direction. */
export class OBB {
  center = new Vector3()
  width = 0
  height = 0
  depth = 0
  #x = Vector3.createFromNumber(1, 0, 0)
  #y = Vector3.Up.clone()
  #z = Vector3.ForwardLH.clone()

  get AxisX(): Vector3 {
    return this.#x
  }
  get AxisY(): Vector3 {
    return this.#y
  }
  get AxisZ(): Vector3 {
    return this.#z
  }

  setValues(x: number, y: number, z: number, forward: Vector3, width: number, height: number, depth: number): void {
    this.center.setValue(x, y, z)
    this.setForward(forward)
    this.width = width
    this.height = height
    this.depth = depth
  }

  setForward(forward: Vector3): void {
    this.#z = forward.normalize()
    const side = Vector3.Up.cross(this.#z)
    this.#x = side.isZero() ? Vector3.createFromNumber(1, 0, 0) : side.normalize()
    this.#y = this.#z.cross(this.#x)
  }
}
