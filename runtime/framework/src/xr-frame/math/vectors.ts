import { defineComponents, Vector } from './floats'
import type { Matrix4 } from './matrix4'
import type { Quaternion } from './quaternion'

export class Vector2 extends Vector {
  static override readonly SIZE = 2
  /** Not to be changed. */
  static readonly ZERO = new Vector2()
  static readonly ONE = Vector2.createFromNumber(1, 1)
  declare x: number
  declare y: number

  static createFromNumber(x: number, y: number): Vector2 {
    return new Vector2().setValue(x, y)
  }

  setValue(x: number, y: number): this {
    return this.setArray([x, y])
  }

  /** Degrees from the x axis. */
  getAngle(): number {
    return (Math.atan2(this.y, this.x) * 180) / Math.PI
  }
}
defineComponents(Vector2, 'xy')

export class Vector3 extends Vector {
  static override readonly SIZE = 3
  /** Not to be changed. */
  static readonly ZERO = new Vector3()
  static readonly ONE = Vector3.createFromNumber(1, 1, 1)
  static readonly Up = Vector3.createFromNumber(0, 1, 0)
  /** Ahead, in the left-handed space of XR-frame. */
  static readonly ForwardLH = Vector3.createFromNumber(0, 0, 1)
  declare x: number
  declare y: number
  declare z: number

  static createFromNumber(x: number, y: number, z: number): Vector3 {
    return new Vector3().setValue(x, y, z)
  }

  static transformQuat(source: Vector3, rotation: Quaternion, dst = new Vector3()): Vector3 {
    return dst.set(source).applyQuaternion(rotation)
  }

  static transformCoordinate(coordinate: Vector3, transform: Matrix4, dst = new Vector3()): Vector3 {
    return dst.set(coordinate).applyMatrix4(transform)
  }

  setValue(x: number, y: number, z: number): this {
    return this.setArray([x, y, z])
  }

  setFromArray(xyz: ArrayLike<number>): this {
    return this.setArray(xyz)
  }

  fromArray(array: ArrayLike<number>, offset = 0): this {
    return this.setArray(array, offset)
  }

  cross(v: Vector3, dst = new Vector3()): Vector3 {
    const { x, y, z } = this
    return dst.setValue(y * v.z - z * v.y, z * v.x - x * v.z, x * v.y - y * v.x)
  }

  scaleXYZ(x: number, y: number, z: number, dst = new Vector3()): Vector3 {
    return dst.setValue(this.x * x, this.y * y, this.z * z)
  }

  /** In place. */
  abs(): this {
    return this.setValue(Math.abs(this.x), Math.abs(this.y), Math.abs(this.z))
  }

  distanceTo(p: Vector3): number {
    return this.sub(p as this).length()
  }

  /** Pitch and yaw in radians that turn what looks ahead from here to `location`. */
  angleTo(location: Vector3, dst = new Vector3()): Vector3 {
    const to = location.sub(this)
    to.normalize(to)
    return dst.setValue(-Math.asin(Math.max(-1, Math.min(1, to.y))), Math.atan2(to.x, to.z), 0)
  }

  setFromMatrixColumn(m: Matrix4, index: number): this {
    return this.setValue(m.getValue(index, 0), m.getValue(index, 1), m.getValue(index, 2))
  }

  setFromMatrixPosition(m: Matrix4): this {
    return this.setFromMatrixColumn(m, 3)
  }

  setFromMatrixScale(m: Matrix4): this {
    const [x, y, z] = [0, 1, 2].map((column) => new Vector3().setFromMatrixColumn(m, column).length())
    return this.setValue(x as number, y as number, z as number)
  }

  /** In place, as a point, divided by the perspective. */
  applyMatrix4(m: Matrix4): this {
    return this.applyMatrix4Raw(m._raw, m._offset)
  }

  applyMatrix4Raw(m: ArrayLike<number>, offset = 0): this {
    const at = (index: number): number => m[offset + index] as number
    const { x, y, z } = this
    const row = (r: number): number => at(r) * x + at(4 + r) * y + at(8 + r) * z + at(12 + r)
    const w = row(3)
    return this.setValue(row(0) / w, row(1) / w, row(2) / w)
  }

  /** In place. */
  applyQuaternion(q: Quaternion): this {
    const { x, y, z } = this
    const { x: qx, y: qy, z: qz, w: qw } = q
    // 2 q × v, then v + w t + q × t.
    const tx = 2 * (qy * z - qz * y)
    const ty = 2 * (qz * x - qx * z)
    const tz = 2 * (qx * y - qy * x)
    return this.setValue(
      x + qw * tx + qy * tz - qz * ty,
      y + qw * ty + qz * tx - qx * tz,
      z + qw * tz + qx * ty - qy * tx,
    )
  }

  /** In place, without the matrix's translation; the result has the length one. */
  transformDirection(m: Matrix4): this {
    return this.transformDirectionRaw(m._raw, m._offset)
  }

  transformDirectionRaw(m: ArrayLike<number>, offset = 0): this {
    const at = (index: number): number => m[offset + index] as number
    const { x, y, z } = this
    const row = (r: number): number => at(r) * x + at(4 + r) * y + at(8 + r) * z
    return this.setValue(row(0), row(1), row(2)).normalize(this)
  }
}
defineComponents(Vector3, 'xyz')

export class Vector4 extends Vector {
  static override readonly SIZE = 4
  /** Not to be changed. */
  static readonly ZERO = new Vector4()
  static readonly ONE = Vector4.createFromNumber(1, 1, 1, 1)
  declare x: number
  declare y: number
  declare z: number
  declare w: number

  static createFromNumber(x: number, y: number, z: number, w: number): Vector4 {
    return new Vector4().setValue(x, y, z, w)
  }

  setValue(x: number, y: number, z: number, w: number): this {
    return this.setArray([x, y, z, w])
  }
}
defineComponents(Vector4, 'xyzw')
