import { Floats } from './floats'
import { Vector2 } from './vectors'

/** A transformation of the plane: three columns of three numbers. */
export class Matrix3 extends Floats {
  static override readonly SIZE = 9

  constructor(raw?: Float32Array, offset?: number) {
    super(raw, offset)
    if (raw === undefined) for (const diagonal of [0, 4, 8]) this.put(diagonal, 1)
  }

  get raw(): Float32Array {
    return this._raw
  }

  translate(tx: number, ty: number, dst?: Matrix3): Matrix3 {
    return this.multiply(new Matrix3().setArray([1, 0, 0, 0, 1, 0, tx, ty, 1]), dst)
  }

  scale(sx: number, sy: number, dst?: Matrix3): Matrix3 {
    return this.multiply(new Matrix3().setArray([sx, 0, 0, 0, sy, 0, 0, 0, 1]), dst)
  }

  rotate(radians: number, dst?: Matrix3): Matrix3 {
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
    return this.multiply(new Matrix3().setArray([cos, sin, 0, -sin, cos, 0, 0, 0, 1]), dst)
  }

  /** What has no inverse gives numbers that are not finite. */
  inverse(dst = new Matrix3()): Matrix3 {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = this.toArray()
    const [A, B, C] = [e * i - f * h, f * g - d * i, d * h - e * g]
    const determinant = a * A + b * B + c * C
    const adjugate = [A, c * h - b * i, b * f - c * e, B, a * i - c * g, c * d - a * f, C, b * g - a * h, a * e - b * d]
    return dst.setArray(adjugate.map((value) => value / determinant))
  }

  /** This times `m`. */
  multiply(m: Matrix3, dst = new Matrix3()): Matrix3 {
    const product: number[] = []
    for (let column = 0; column < 3; column += 1) {
      for (let row = 0; row < 3; row += 1) {
        let sum = 0
        for (let k = 0; k < 3; k += 1) sum += this.at(k * 3 + row) * m.at(column * 3 + k)
        product.push(sum)
      }
    }
    return dst.setArray(product)
  }

  transformPoint(v: Vector2, dst = new Vector2()): Vector2 {
    const { x, y } = v
    const row = (r: number): number => this.at(r) * x + this.at(3 + r) * y + this.at(6 + r)
    return dst.setValue(row(0), row(1))
  }
}
