import { describe, expect, it } from 'vitest'
import { BoundBall, BoundBox, OBB } from './bounds'
import { Color } from './color'
import type { Floats } from './floats'
import { Matrix3 } from './matrix3'
import { Matrix4 } from './matrix4'
import { Quaternion } from './quaternion'
import { Spherical } from './spherical'
import { Vector2, Vector3, Vector4 } from './vectors'

const v3 = (x: number, y: number, z: number): Vector3 => Vector3.createFromNumber(x, y, z)

/** Both as plain numbers, near each other. */
function near(found: Floats | number[], wanted: Floats | number[]): void {
  const list = (given: Floats | number[]): number[] => (Array.isArray(given) ? given : given.toArray())
  const [a, b] = [list(found), list(wanted)]
  expect(a).toHaveLength(b.length)
  a.forEach((value, index) => {
    expect(value).toBeCloseTo(b[index] as number, 5)
  })
}

describe('vectors', () => {
  it('share memory only where they are told to', () => {
    const memory = new Float32Array([0, 1, 2, 3])
    const shared = Vector3.createFromTypedArray(memory, 1)
    shared.y = 9
    expect([...memory]).toEqual([0, 1, 9, 3])
    const source = [1, 2]
    const copy = Vector2.createFromArray(source)
    copy.x = 5
    expect(source).toEqual([1, 2])
    expect(() => Vector3.createFromArray([1, 2])).toThrow('3 numbers')
    expect([copy._raw.length, new Vector4().toArray()]).toEqual([2, [0, 0, 0, 0]])
  })

  it('give results in dst, or anew', () => {
    const [a, b, dst] = [v3(1, 2, 3), v3(4, 5, 6), new Vector3()]
    expect(a.add(b, dst)).toBe(dst)
    near(dst, [5, 7, 9])
    near(a.sub(b), [-3, -3, -3])
    near(a.cross(b), [-3, 6, -3])
    near(a.lerp(b, 0.5), [2.5, 3.5, 4.5])
    near(a.scaleXYZ(1, 2, 3), [1, 4, 9])
    near(a, [1, 2, 3])
    expect(a.dot(b)).toBe(32)
    expect(v3(1, 0, 0).distanceTo(v3(1, 3, 4))).toBe(5)
    near(a.cross(b, a), [-3, 6, -3])
  })

  it('negate in place, and keep a zero zero', () => {
    const a = v3(1, -2, 0)
    expect(a.negate()).toBe(a)
    near(a, [-1, 2, -0])
    near(a.abs(), [1, 2, 0])
    near(new Vector3().normalize(), [0, 0, 0])
    near(v3(0, 3, 4).normalize(), [0, 0.6, 0.8])
    expect([new Vector3().isZero(), a.isZero(), a.equal(a.clone())]).toEqual([true, false, true])
    expect(Vector2.createFromNumber(0, 2).getAngle()).toBeCloseTo(90)
  })

  it('point from one place to another', () => {
    const turn = new Quaternion()
    turn.setFromEulerAngles(v3(1, 1, 1).angleTo(v3(3, 4, -2)))
    near(Vector3.transformQuat(Vector3.ForwardLH, turn), v3(2, 3, -3).normalize())
  })
})

describe('quaternions', () => {
  it('turn about an axis', () => {
    const quarter = Quaternion.createFromAxisAngle(v3(0, 2, 0), Math.PI / 2)
    near(quarter.transformVector3(v3(0, 0, 1)), [1, 0, 0])
    near(quarter.multiply(quarter).transformVector3(v3(0, 0, 1)), [0, 0, -1])
    near(quarter.multiply(quarter.invert()), [0, 0, 0, 1])
    expect(new Quaternion().isDefault()).toBe(true)
    expect(Quaternion.DEFAULT.angleTo(quarter)).toBeCloseTo(Math.PI / 2, 4)
    near(new Quaternion().slerp(quarter, 0.5), Quaternion.createFromAxisAngle(Vector3.Up, Math.PI / 4))
    near(new Quaternion().rotateTowards(quarter, 0.1), Quaternion.createFromAxisAngle(Vector3.Up, 0.1))
  })

  it('are Euler angles about y, x and z, there and back', () => {
    for (const euler of [v3(0.3, -1.2, 2), v3(-1.5, 3, -3), v3(Math.PI / 2, 0.7, 0), v3(-Math.PI / 2, -0.7, 0)]) {
      near(Quaternion.fromEulerAngles(euler).toEulerAngles(), euler)
    }
    const parts = [
      Quaternion.createFromAxisAngle(Vector3.Up, 0.4),
      Quaternion.createFromAxisAngle(v3(1, 0, 0), 0.3),
      Quaternion.createFromAxisAngle(v3(0, 0, 1), 0.2),
    ] as const
    near(Quaternion.fromEulerAngles(v3(0.3, 0.4, 0.2)), parts[0].multiply(parts[1]).multiply(parts[2]))
  })

  it('look along a direction, even along up', () => {
    const look = Quaternion.lookRotation(v3(3, 4, 0), Vector3.Up)
    near(look.transformVector3(Vector3.ForwardLH), [0.6, 0.8, 0])
    expect(look.transformVector3(Vector3.Up).z).toBeCloseTo(0)
    near(Quaternion.lookRotation(v3(0, 5, 0), Vector3.Up).transformVector3(Vector3.ForwardLH), [0, 1, 0])
  })

  it('turn one vector to another, even to the opposite', () => {
    for (const to of [v3(1, 0, 0), v3(0, 0, -1), v3(0, 0, 1)]) {
      near(Quaternion.createFromUnitVectors(v3(0, 0, 1), to).transformVector3(v3(0, 0, 1)), to)
    }
    near(Quaternion.createFromUnitVectors(v3(1, 0, 0), v3(-1, 0, 0)).transformVector3(v3(1, 0, 0)), [-1, 0, 0])
  })

  it('come out of the matrix that they make', () => {
    for (const euler of [v3(0.3, 1, 2), v3(3, 0, 0), v3(0, 3, 0), v3(0, 0, 3)]) {
      const q = Quaternion.fromEulerAngles(euler)
      const back = Quaternion.createFromMatrix4(Matrix4.fromQuaternion(q))
      expect(Math.abs(q.dot(back))).toBeCloseTo(1, 5)
    }
  })
})

describe('matrices', () => {
  const placed = (): Matrix4 =>
    Matrix4.composeTQS(v3(1, 2, 3), Quaternion.fromEulerAngles(v3(0.1, 0.2, 0.3)), v3(2, 3, 4))

  it('are columns', () => {
    const m = new Matrix4().translate(1, 2, 3)
    near([...m._raw.slice(12)], [1, 2, 3, 1])
    near([m.getValue(3, 0), m.getValue(3, 1), m.getValue(0, 3)], [1, 2, 0])
    near(m.getColumn(3), [1, 2, 3, 1])
    near(m.getRow(1), [0, 1, 0, 2])
    near(m.transpose().getRow(3), [1, 2, 3, 1])
    near(new Matrix4().setRow(Vector4.createFromNumber(1, 2, 3, 4), 1).getRow(1), [1, 2, 3, 4])
  })

  it('apply what was multiplied last first', () => {
    const m = new Matrix4().translate(10, 0, 0).yRotate(Math.PI / 2).scale(2, 2, 2)
    near(m.transformPoint(v3(0, 0, 1)), [12, 0, 0])
    near(m.transformDirection(v3(0, 0, 1)), [2, 0, 0])
    near(new Matrix4().xRotate(0.4), Matrix4.createRotationAxis(v3(1, 0, 0), 0.4))
    near(new Matrix4().zRotate(0.4), Matrix4.fromQuaternion(Quaternion.createFromAxisAngle(v3(0, 0, 1), 0.4)))
    const own = new Matrix4().translate(1, 0, 0)
    near(own.multiply(own, own).getColumn(3), [2, 0, 0, 1])
  })

  it('are undone by their inverse', () => {
    near(placed().multiply(placed().inverse()), new Matrix4())
    near(Matrix4.perspective(1, 1.5, 0.1, 50).multiply(Matrix4.perspective(1, 1.5, 0.1, 50).inverse()), new Matrix4())
    const flat = new Matrix3().translate(3, 4).rotate(0.5).scale(2, 3)
    near(flat.multiply(flat.inverse()), new Matrix3())
    near(flat.transformPoint(Vector2.ZERO), [3, 4])
    near(Matrix4.composeFromRST3(flat).transformPoint(Vector3.ZERO), [3, 4, 0])
  })

  it('fall apart into translation, rotation and scale', () => {
    const [position, rotation, scale] = [new Vector3(), new Matrix4(), new Vector3()]
    expect(placed().decomposeTransRotMatScale(position, rotation, scale)).toBe(true)
    near(position, [1, 2, 3])
    near(scale, [2, 3, 4])
    near(Matrix4.composeTRS(position, rotation, scale), placed())
    const mirror = new Matrix4().scale(1, -1, 1)
    expect(mirror.decomposeTransRotMatScale(position, rotation, scale)).toBe(true)
    near(Matrix4.composeTRS(position, rotation, scale), mirror)
    expect(new Matrix4().scale(0, 1, 1).decomposeTransRotMatScale(position, rotation, scale)).toBe(false)
  })

  it('project what lies ahead', () => {
    const perspective = Matrix4.perspective(Math.PI / 2, 2, 1, 10)
    near(perspective.transformPoint(v3(0, 0, 1)), [0, 0, -1])
    near(perspective.transformPoint(v3(20, 10, 10)), [1, 1, 1])
    near(Matrix4.orthographic(-2, 2, -1, 1, 0, 4).transformPoint(v3(2, 1, 4)), [1, 1, 1])
    const camera = Matrix4.lookAt(v3(0, 0, -5), v3(0, 0, 5), Vector3.Up)
    near(camera.inverse().transformPoint(v3(0, 1, 0)), [0, 1, 5])
  })
})

describe('colours, bounds and spheres', () => {
  it('colours have channels to 255', () => {
    near(Color.fromHex(0xff8000).toNormalizedArray(), [1, 128 / 255, 0, 1])
    expect(Color.fromHexString('#f80').toRGBAString()).toBe('rgba(255, 136, 0, 1)')
    expect(Color.fromHexString('FF880080').a).toBe(128)
    expect(Color.WHITE.equals(Color.fromFloatArray([1, 1, 1, 1]))).toBe(true)
    near(Color.rgb2hsv(0, 0, 255), [2 / 3, 1, 1])
    expect(Color.WHITE.mix(Color.fromHex(0x010203)).g).toBe(2)
  })

  it('boxes and balls hold their points', () => {
    const box = new BoundBox()
    box.initByPoints([v3(-1, 0, 0), v3(3, 2, 0)])
    near(box.center, [1, 1, 0])
    near(box.size, [4, 2, 0])
    const ball = new BoundBall().initByPoints([v3(-1, 0, 0), v3(1, 0, 0)])
    expect(ball.radius).toBeCloseTo(1)
    const memory = new Float32Array(8)
    new BoundBall(memory, 2).setValue(v3(1, 2, 3), 4)
    expect([...memory]).toEqual([0, 0, 1, 2, 3, 4, 0, 0])
    const obb = new OBB()
    obb.setValues(1, 2, 3, v3(2, 0, 0), 1, 1, 1)
    near(obb.AxisZ, [1, 0, 0])
    near(obb.AxisX, [0, 0, -1])
  })

  it('angles on a sphere lead back', () => {
    const sphere = new Spherical()
    sphere.center.setValue(1, 1, 1)
    near(sphere.setFromVector3(v3(2, 3, -4)).toVector3(), [2, 3, -4])
    expect(new Spherical(1, 0, 0).makeSafe().phi).toBeGreaterThan(0)
  })
})
