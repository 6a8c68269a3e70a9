import { Floats } from './floats'
import type { Matrix3 } from './matrix3'
import type { Quaternion } from './quaternion'
import { Vector3, Vector4 } from './vectors'

type Axes = readonly [x: Vector3, y: Vector3, z: Vector3, origin: Vector3]

/**
 * A transformation of space: four columns of four numbers. Space is left-handed, as `Vector3.ForwardLH`
 * says; the documentation does not say what that means for `lookAt` and the projections: here the camera
 * looks along +z, and depths lie between -1 and 1.
 */
export class Matrix4 extends Floats {
  static override readonly SIZE = 16

  constructor(raw?: Float32Array, offset?: number) {
    super(raw, offset)
    if (raw === undefined) for (const diagonal of [0, 5, 10, 15]) this.put(diagonal, 1)
  }

  static #ofAxes([x, y, z, origin]: Axes, dst = new Matrix4()): Matrix4 {
    return dst.setArray([...x.toArray(), 0, ...y.toArray(), 0, ...z.toArray(), 0, ...origin.toArray(), 1])
  }

  /** Where a camera is that looks at `target`. */
  static lookAt(position: Vector3, target: Vector3, up: Vector3, dst?: Matrix4): Matrix4 {
    const z = target.sub(position).normalize()
    const x = up.cross(z).normalize()
    return Matrix4.#ofAxes([x, z.cross(x), z, position], dst)
  }

  static perspective(fovRadians: number, aspect: number, near: number, far: number, dst = new Matrix4()): Matrix4 {
    const f = 1 / Math.tan(fovRadians / 2)
    const depth = far - near
    return dst.setArray([
      ...[f / aspect, 0, 0, 0],
      ...[0, f, 0, 0],
      ...[0, 0, (far + near) / depth, 1],
      ...[0, 0, (-2 * far * near) / depth, 0],
    ])
  }

  static orthographic(
    left: number,
    right: number,
    bottom: number,
    top: number,
    near: number,
    far: number,
    dst = new Matrix4(),
  ): Matrix4 {
    const [width, height, depth] = [right - left, top - bottom, far - near]
    return dst.setArray([
      ...[2 / width, 0, 0, 0],
      ...[0, 2 / height, 0, 0],
      ...[0, 0, 2 / depth, 0],
      ...[-(right + left) / width, -(top + bottom) / height, -(far + near) / depth, 1],
    ])
  }

  static fromQuaternion(q: Quaternion, dst?: Matrix4): Matrix4 {
    const turned = (x: number, y: number, z: number): Vector3 =>
      Vector3.createFromNumber(x, y, z).applyQuaternion(q)
    return Matrix4.#ofAxes([turned(1, 0, 0), turned(0, 1, 0), turned(0, 0, 1), Vector3.ZERO], dst)
  }

  static createRotationX(radians: number, dst?: Matrix4): Matrix4 {
    return Matrix4.createRotationAxis(Vector3.createFromNumber(1, 0, 0), radians, dst)
  }

  static createRotationY(radians: number, dst?: Matrix4): Matrix4 {
    return Matrix4.createRotationAxis(Vector3.Up, radians, dst)
  }

  static createRotationZ(radians: number, dst?: Matrix4): Matrix4 {
    return Matrix4.createRotationAxis(Vector3.createFromNumber(0, 0, 1), radians, dst)
  }

  static createRotationAxis(axis: Vector3, radians: number, dst = new Matrix4()): Matrix4 {
    const { x, y, z } = axis.normalize()
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
    const rest = 1 - cos
    return dst.setArray([
      ...[x * x * rest + cos, x * y * rest + z * sin, x * z * rest - y * sin, 0],
      ...[x * y * rest - z * sin, y * y * rest + cos, y * z * rest + x * sin, 0],
      ...[x * z * rest + y * sin, y * z * rest - x * sin, z * z * rest + cos, 0],
      ...[0, 0, 0, 1],
    ])
  }

  static composeTRS(translation: Vector3, rotation: Matrix4, scale: Vector3, dst?: Matrix4): Matrix4 {
    const column = (index: number): Vector3 =>
      new Vector3().setFromMatrixColumn(rotation, index).scale(scale.at(index))
    return Matrix4.#ofAxes([column(0), column(1), column(2), translation], dst)
  }

  static composeTQS(translation: Vector3, rotation: Quaternion, scale: Vector3, dst?: Matrix4): Matrix4 {
    return Matrix4.composeTRS(translation, Matrix4.fromQuaternion(rotation), scale, dst)
  }

  /** From a transformation of the plane. */
  static composeFromRST3(m: Matrix3, dst = new Matrix4()): Matrix4 {
    return dst.setArray([
      ...[m.at(0), m.at(1), 0, 0],
      ...[m.at(3), m.at(4), 0, 0],
      ...[0, 0, 1, 0],
      ...[m.at(6), m.at(7), 0, 1],
    ])
  }

  /** The other transformation comes first, as in `translate` and its kin. */
  multiply(m: Matrix4, dst = new Matrix4()): Matrix4 {
    const product: number[] = []
    for (let column = 0; column < 4; column += 1) {
      for (let row = 0; row < 4; row += 1) {
        let sum = 0
        for (let k = 0; k < 4; k += 1) sum += this.getValue(k, row) * m.getValue(column, k)
        product.push(sum)
      }
    }
    return dst.setArray(product)
  }

  translate(tx: number, ty: number, tz: number, dst?: Matrix4): Matrix4 {
    const step = new Matrix4()
    return this.multiply(step.setColumn(Vector4.createFromNumber(tx, ty, tz, 1), 3), dst)
  }

  scale(sx: number, sy: number, sz: number, dst?: Matrix4): Matrix4 {
    const step = new Matrix4()
    step.setValue(sx, 0, 0).setValue(sy, 1, 1).setValue(sz, 2, 2)
    return this.multiply(step, dst)
  }

  xRotate(radians: number, dst?: Matrix4): Matrix4 {
    return this.multiply(Matrix4.createRotationX(radians), dst)
  }

  yRotate(radians: number, dst?: Matrix4): Matrix4 {
    return this.multiply(Matrix4.createRotationY(radians), dst)
  }

  zRotate(radians: number, dst?: Matrix4): Matrix4 {
    return this.multiply(Matrix4.createRotationZ(radians), dst)
  }

  axisRotate(axis: Vector3, radians: number, dst?: Matrix4): Matrix4 {
    return this.multiply(Matrix4.createRotationAxis(axis, radians), dst)
  }

  rotateByQuaternion(q: Quaternion, dst?: Matrix4): Matrix4 {
    return this.multiply(Matrix4.fromQuaternion(q), dst)
  }

  transpose(dst = new Matrix4()): Matrix4 {
    const rows = this.toArray()
    return dst.setArray(rows.map((_value, index) => rows[(index % 4) * 4 + Math.floor(index / 4)] as number))
  }

  /** What has no inverse gives numbers that are not finite. */
  inverse(dst = new Matrix4()): Matrix4 {
    let determinant = 0
    for (let column = 0; column < 4; column += 1) determinant += this.getValue(column, 0) * this.#cofactor(column, 0)
    const inverse: number[] = []
    for (let column = 0; column < 4; column += 1) {
      for (let row = 0; row < 4; row += 1) inverse.push(this.#cofactor(row, column) / determinant)
    }
    return dst.setArray(inverse)
  }

  /** The signed determinant of what is left without a column and a row. */
  #cofactor(column: number, row: number): number {
    const left = (out: number): number[] => [0, 1, 2, 3].filter((index) => index !== out)
    const rows = left(row)
    const [x, y, z] = left(column).map((each) =>
      Vector3.createFromArray(rows.map((r) => this.getValue(each, r))),
    ) as [Vector3, Vector3, Vector3]
    return ((column + row) % 2 === 0 ? 1 : -1) * x.cross(y).dot(z)
  }

  transformVector(v: Vector4, dst = new Vector4()): Vector4 {
    const { x, y, z, w } = v
    const row = (r: number): number =>
      this.getValue(0, r) * x + this.getValue(1, r) * y + this.getValue(2, r) * z + this.getValue(3, r) * w
    return dst.setValue(row(0), row(1), row(2), row(3))
  }

  /** Without the translation. */
  transformDirection(direction: Vector3, dst = new Vector3()): Vector3 {
    const { x, y, z } = this.transformVector(Vector4.createFromNumber(direction.x, direction.y, direction.z, 0))
    return dst.setValue(x, y, z)
  }

  transformPoint(p: Vector3, dst = new Vector3()): Vector3 {
    return dst.set(p).applyMatrix4(this)
  }

  /** False where a scale is zero, and the rotation is not to be known. */
  decomposeTransRotMatScale(translation: Vector3, rotation: Matrix4, scale: Vector3): boolean {
    translation.setFromMatrixPosition(this)
    scale.setFromMatrixScale(this)
    if (scale.toArray().some((length) => length === 0)) {
      rotation.set(new Matrix4())
      return false
    }
    const [x, y, z] = [0, 1, 2].map((index) => new Vector3().setFromMatrixColumn(this, index)) as [Vector3, Vector3, Vector3]
    // A mirror image is no rotation: one of the scales is negative then.
    if (x.cross(y).dot(z) < 0) scale.x = -scale.x
    Matrix4.#ofAxes([x.scale(1 / scale.x), y.scale(1 / scale.y), z.scale(1 / scale.z), Vector3.ZERO], rotation)
    return true
  }

  setValue(value: number, column: number, row: number): this {
    this.put(column * 4 + row, value)
    return this
  }

  getValue(column: number, row: number): number {
    return this.at(column * 4 + row)
  }

  setColumn(v: Vector4, column: number): this {
    for (let row = 0; row < 4; row += 1) this.setValue(v.at(row), column, row)
    return this
  }

  getColumn(column: number, dst = new Vector4()): Vector4 {
    for (let row = 0; row < 4; row += 1) dst.put(row, this.getValue(column, row))
    return dst
  }

  setRow(v: Vector4, row: number): this {
    for (let column = 0; column < 4; column += 1) this.setValue(v.at(column), column, row)
    return this
  }

  getRow(row: number, dst = new Vector4()): Vector4 {
    for (let column = 0; column < 4; column += 1) dst.put(column, this.getValue(column, row))
    return dst
  }
}
