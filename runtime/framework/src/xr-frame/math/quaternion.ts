import { defineComponents, Floats } from './floats'
import type { Matrix4 } from './matrix4'
import { Vector3 } from './vectors'

/** Below it, a vector between two unit vectors has no direction to speak of. */
const TINY = 1e-6

/** A function beside the class: TypeScript emits private methods so that the static below finds no class yet. */
function each(dst: Quaternion | undefined, value: (index: number) => number): Quaternion {
  const result = dst ?? new Quaternion()
  for (let i = 0; i < 4; i += 1) result.put(i, value(i))
  return result
}

export class Quaternion extends Floats {
  static override readonly SIZE = 4
  /** No rotation; not to be changed. */
  static readonly DEFAULT = new Quaternion()
  declare x: number
  declare y: number
  declare z: number
  declare w: number

  constructor(raw?: Float32Array, offset?: number) {
    super(raw, offset)
    if (raw === undefined) this.put(3, 1)
  }

  static createFromNumber(x: number, y: number, z: number, w: number): Quaternion {
    return new Quaternion().setValue(x, y, z, w)
  }

  static createFromAxisAngle(axis: Vector3, radians: number, dst = new Quaternion()): Quaternion {
    const { x, y, z } = axis.normalize()
    const sin = Math.sin(radians / 2)
    return dst.setValue(x * sin, y * sin, z * sin, Math.cos(radians / 2))
  }

  /** Of the rotation in a matrix without scale. */
  static createFromMatrix4(m: Matrix4, dst = new Quaternion()): Quaternion {
    const at = (row: number, column: number): number => m.getValue(column, row)
    const trace = at(0, 0) + at(1, 1) + at(2, 2)
    if (trace > 0) {
      const s = Math.sqrt(trace + 1) * 2
      return dst.setValue((at(2, 1) - at(1, 2)) / s, (at(0, 2) - at(2, 0)) / s, (at(1, 0) - at(0, 1)) / s, s / 4)
    }
    // The largest of the diagonal keeps the root away from zero.
    const i = at(0, 0) > at(1, 1) && at(0, 0) > at(2, 2) ? 0 : at(1, 1) > at(2, 2) ? 1 : 2
    const j = (i + 1) % 3
    const k = (i + 2) % 3
    const s = Math.sqrt(1 + at(i, i) - at(j, j) - at(k, k)) * 2
    dst.put(i, s / 4)
    dst.put(j, (at(j, i) + at(i, j)) / s)
    dst.put(k, (at(k, i) + at(i, k)) / s)
    dst.w = (at(k, j) - at(j, k)) / s
    return dst
  }

  /** Turns `Vector3.ForwardLH` to `forward`. */
  static lookRotation(forward: Vector3, up: Vector3, dst = new Quaternion()): Quaternion {
    const z = forward.normalize()
    const side = up.cross(z)
    // Looking along `up`, any side will do.
    const x = side.length() < TINY ? Vector3.createFromNumber(1, 0, 0) : side.normalize()
    const y = z.cross(x)
    const columns = [x, y, z]
    const rotation = {
      getValue: (column: number, row: number) => (columns[column] as Vector3).at(row),
    } as Pick<Matrix4, 'getValue'> as Matrix4
    return Quaternion.createFromMatrix4(rotation, dst)
  }

  static createFromUnitVectors(from: Vector3, to: Vector3): Quaternion {
    return new Quaternion().setFromUnitVectors(from, to)
  }

  /** From pitch, yaw and roll in `euler`'s x, y and z, in radians. */
  static fromEulerAngles(euler: Vector3, dst = new Quaternion()): Quaternion {
    dst.setFromEulerAngles(euler)
    return dst
  }

  setValue(x: number, y: number, z: number, w: number): this {
    return this.setArray([x, y, z, w])
  }

  isDefault(): boolean {
    return this.x === 0 && this.y === 0 && this.z === 0 && this.w === 1
  }

  add(q: Quaternion, dst?: Quaternion): Quaternion {
    return each(dst, (i) => this.at(i) + q.at(i))
  }

  sub(q: Quaternion, dst?: Quaternion): Quaternion {
    return each(dst, (i) => this.at(i) - q.at(i))
  }

  /** This rotation after `q`. */
  multiply(q: Quaternion, dst = new Quaternion()): Quaternion {
    const { x, y, z, w } = this
    const { x: qx, y: qy, z: qz, w: qw } = q
    return dst.setValue(
      x * qw + w * qx + y * qz - z * qy,
      y * qw + w * qy + z * qx - x * qz,
      z * qw + w * qz + x * qy - y * qx,
      w * qw - x * qx - y * qy - z * qz,
    )
  }

  /** In place: `q` after this rotation. */
  premultiply(q: Quaternion): Quaternion {
    return q.multiply(this, this)
  }

  dot(q: Quaternion): number {
    return this.x * q.x + this.y * q.y + this.z * q.z + this.w * q.w
  }

  length(): number {
    return Math.sqrt(this.dot(this))
  }

  /** In place; what has no length becomes no rotation. */
  normalize(): this {
    const length = this.length()
    if (length === 0) return this.setValue(0, 0, 0, 1)
    return this.setValue(this.x / length, this.y / length, this.z / length, this.w / length)
  }

  invert(dst = new Quaternion()): Quaternion {
    const square = this.dot(this)
    if (square === 0) return dst.setValue(0, 0, 0, 0)
    return dst.setValue(-this.x / square, -this.y / square, -this.z / square, this.w / square)
  }

  slerp(right: Quaternion, t: number, dst?: Quaternion): Quaternion {
    let cos = this.dot(right)
    // The shorter way round.
    const sign = cos < 0 ? -1 : 1
    cos = Math.min(1, cos * sign)
    const angle = Math.acos(cos)
    const sin = Math.sin(angle)
    const a = sin < TINY ? 1 - t : Math.sin((1 - t) * angle) / sin
    const b = (sin < TINY ? t : Math.sin(t * angle) / sin) * sign
    return each(dst, (i) => a * this.at(i) + b * right.at(i))
  }

  /** Radians between two rotations. */
  angleTo(q: Quaternion): number {
    return 2 * Math.acos(Math.min(1, Math.abs(this.dot(q))))
  }

  /** In place, by `step` radians at most. */
  rotateTowards(q: Quaternion, step: number): Quaternion {
    const angle = this.angleTo(q)
    return angle === 0 ? this : this.slerp(q, Math.min(1, step / angle), this)
  }

  setFromUnitVectors(from: Vector3, to: Vector3): this {
    const w = from.dot(to) + 1
    if (w > TINY) {
      const { x, y, z } = from.cross(to)
      return this.setValue(x, y, z, w).normalize()
    }
    // Opposite: half a turn about anything across.
    const { x, y, z } = from
    return (Math.abs(x) > Math.abs(z) ? this.setValue(-y, x, 0, 0) : this.setValue(0, -z, y, 0)).normalize()
  }

  /** Radians. */
  setFromYawRollPitch(yaw: number, roll: number, pitch: number): void {
    const [cx, cy, cz] = [Math.cos(pitch / 2), Math.cos(yaw / 2), Math.cos(roll / 2)]
    const [sx, sy, sz] = [Math.sin(pitch / 2), Math.sin(yaw / 2), Math.sin(roll / 2)]
    // About y after x after z, the documented order YXZ.
    this.setValue(
      cy * sx * cz + sy * cx * sz,
      sy * cx * cz - cy * sx * sz,
      cy * cx * sz - sy * sx * cz,
      cy * cx * cz + sy * sx * sz,
    )
  }

  setFromEulerAngles(euler: Vector3): void {
    this.setFromYawRollPitch(euler.y, euler.z, euler.x)
  }

  /** Pitch, yaw and roll as x, y and z, in radians. */
  toEulerAngles(dst = new Vector3()): Vector3 {
    const { x, y, z, w } = this
    const sinPitch = Math.max(-1, Math.min(1, 2 * (w * x - y * z)))
    if (Math.abs(sinPitch) > 1 - TINY) {
      // Straight up or down, yaw and roll are about one axis: all of it is yaw.
      return dst.setValue((Math.sign(sinPitch) * Math.PI) / 2, Math.atan2(2 * (w * y - x * z), 1 - 2 * (y * y + z * z)), 0)
    }
    return dst.setValue(
      Math.asin(sinPitch),
      Math.atan2(2 * (w * y + x * z), 1 - 2 * (x * x + y * y)),
      Math.atan2(2 * (w * z + x * y), 1 - 2 * (x * x + z * z)),
    )
  }

  transformVector3(v: Vector3): Vector3 {
    return Vector3.transformQuat(v, this)
  }

  /** The vector (1, 1, 1), turned. */
  toAxisUnit(): Vector3 {
    return this.transformVector3(Vector3.ONE)
  }
}
defineComponents(Quaternion, 'xyzw')
