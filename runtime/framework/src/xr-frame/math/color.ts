import { Vector3 } from './vectors'

function channel(value: number): number {
  return Math.max(0, Math.min(255, value))
}

/** Channels from 0 to 255, alpha too. */
export class Color {
  #r: number
  #g: number
  #b: number
  #a: number

  constructor(r = 0, g = 0, b = 0, a = 255) {
    this.#r = channel(r)
    this.#g = channel(g)
    this.#b = channel(b)
    this.#a = channel(a)
  }

  static get WHITE(): Color {
    return new Color(255, 255, 255)
  }
  static get BLACK(): Color {
    return new Color(0, 0, 0)
  }
  static get TRANSPARENT(): Color {
    return new Color(0, 0, 0, 0)
  }

  /** `0xRRGGBB`. */
  static fromHex(hex: number): Color {
    return new Color((hex >> 16) & 255, (hex >> 8) & 255, hex & 255)
  }

  /** `#RGB`, `#RRGGBB`, `#RRGGBBAA`, with or without the `#`. */
  static fromHexString(text: string): Color {
    const digits = text.replace(/^(#|0x)/i, '')
    const long = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits
    const part = (at: number, fallback: number): number => {
      const value = Number.parseInt(long.slice(at, at + 2), 16)
      return Number.isNaN(value) ? fallback : value
    }
    return new Color(part(0, 0), part(2, 0), part(4, 0), part(6, 255))
  }

  /** Of numbers from 0 to 1. */
  static fromFloatArray([r = 0, g = 0, b = 0, a = 1]: readonly number[]): Color {
    return new Color(r * 255, g * 255, b * 255, a * 255)
  }

  /** Hue, saturation and value, each from 0 to 1. */
  static rgb2hsv(r: number, g: number, b: number, dst = new Vector3()): Vector3 {
    const [red, green, blue] = [r / 255, g / 255, b / 255]
    const value = Math.max(red, green, blue)
    const range = value - Math.min(red, green, blue)
    let hue = 0
    if (range > 0) {
      if (value === red) hue = ((green - blue) / range + 6) % 6
      else if (value === green) hue = (blue - red) / range + 2
      else hue = (red - green) / range + 4
    }
    return dst.setValue(hue / 6, value === 0 ? 0 : range / value, value)
  }

  get r(): number {
    return this.#r
  }
  set r(value: number) {
    this.#r = channel(value)
  }
  get g(): number {
    return this.#g
  }
  set g(value: number) {
    this.#g = channel(value)
  }
  get b(): number {
    return this.#b
  }
  set b(value: number) {
    this.#b = channel(value)
  }
  get a(): number {
    return this.#a
  }
  set a(value: number) {
    this.#a = channel(value)
  }

  set(from: Color): void {
    this.setRGBA(from.r, from.g, from.b, from.a)
  }

  setRGBA(r: number, g: number, b: number, a: number): void {
    this.r = r
    this.g = g
    this.b = b
    this.a = a
  }

  equals(other: Color): boolean {
    return this.r === other.r && this.g === other.g && this.b === other.b && this.a === other.a
  }

  toNormalizedArray(): [r: number, g: number, b: number, a: number] {
    return [this.r / 255, this.g / 255, this.b / 255, this.a / 255]
  }

  toRGBAString(): string {
    return `rgba(${this.r}, ${this.g}, ${this.b}, ${this.a / 255})`
  }

  /** The product, channel by channel. */
  mix(color: Color, dst = new Color()): Color {
    dst.setRGBA((this.r * color.r) / 255, (this.g * color.g) / 255, (this.b * color.b) / 255, (this.a * color.a) / 255)
    return dst
  }
}
