import { Vector3 } from './vectors'

/** A point by its distance from a center and two angles: `phi` from the y axis, `theta` about it. */
export class Spherical {
  static EPS = 1e-6
  readonly isSpherical = true
  center = new Vector3()

  constructor(
    public radius = 1,
    public phi = 0,
    public theta = 0,
  ) {}

  set(radius: number, phi: number, theta: number): this {
    this.radius = radius
    this.phi = phi
    this.theta = theta
    return this
  }

  copy(other: Spherical): this {
    this.center.set(other.center)
    return this.set(other.radius, other.phi, other.theta)
  }

  clone(): Spherical {
    return new Spherical().copy(this)
  }

  /** Keeps `phi` off the poles, where `theta` means nothing. */
  makeSafe(): this {
    this.phi = Math.max(Spherical.EPS, Math.min(Math.PI - Spherical.EPS, this.phi))
    return this
  }

  setFromVector3(vector: Vector3): this {
    const { x, y, z } = vector.sub(this.center)
    return this.setFromCartesianCoords(x, y, z)
  }

  setFromCartesianCoords(x: number, y: number, z: number): this {
    const radius = Math.hypot(x, y, z)
    if (radius === 0) return this.set(0, 0, 0)
    return this.set(radius, Math.acos(Math.max(-1, Math.min(1, y / radius))), Math.atan2(x, z))
  }

  toVector3(vector = new Vector3()): Vector3 {
    const across = Math.sin(this.phi) * this.radius
    vector.setValue(across * Math.sin(this.theta), Math.cos(this.phi) * this.radius, across * Math.cos(this.theta))
    return vector.add(this.center, vector)
  }
}
