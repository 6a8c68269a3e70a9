import { free, keep, makeOffscreen, objectOf } from './objects'
import { imageData, type Pixels } from './pixels'

/** `[name, ...args]`, see docs/canvas-protocol.md. */
export type Command = readonly unknown[]

type Context = CanvasRenderingContext2D

/** What commands cannot find by themselves. */
export interface Surroundings {
  /** The canvas to draw on; a command before may make it. */
  canvas(): HTMLCanvasElement | undefined
  /** Its context, asked for at the first drawing command: a canvas that was only given a size may become one of another kind. */
  context(): Context | null
  /** The canvas of a `canvas` component. */
  canvasOf(node: number): HTMLCanvasElement | undefined
  /** A picture by address, loaded before. */
  picture(source: string): HTMLImageElement | undefined
  /** Old contexts: CSS px are drawn on this many px of the canvas. */
  readonly scale?: number
}

const warned = new Set<string>()

function warnOnce(name: string, text: string): void {
  if (warned.has(name)) return
  warned.add(name)
  console.warn(`canvas: ${text}`)
}

/** A reference that leads nowhere: the command that needs it is left out. */
const MISSING = Symbol('missing')

/** Runs commands in order; one that fails does not stop the others. */
export function runCommands(commands: readonly Command[], around: Surroundings): void {
  for (const command of commands) {
    try {
      runCommand(command, around)
    } catch (error) {
      warnOnce(String(command[0]), `${String(command[0])}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

function runCommand([name, ...args]: Command, around: Surroundings): void {
  if (typeof name !== 'string') return
  if (runObjectCommand(name, args, around)) return
  if (name === '=width' || name === '=height') {
    const canvas = around.canvas()
    if (canvas !== undefined) canvas[name === '=width' ? 'width' : 'height'] = Math.max(Math.trunc(Number(args[0]) || 0), 0)
    return
  }
  const context = around.context()
  if (context === null) return
  if (name.startsWith('=')) assign(context, name.slice(1), args[0], around)
  else invoke(context, name, args, around)
}

function assign(context: Context, name: string, raw: unknown, around: Surroundings): void {
  const value = decode(raw, around)
  if (value === MISSING) return
  if (!(name in context) || name === 'canvas' || typeof (context as never)[name] === 'function') {
    warnOnce(`=${name}`, `the property ${name} is not supported`)
    return
  }
  Object.assign(context, { [name]: value })
}

function invoke(context: Context, name: string, raw: readonly unknown[], around: Surroundings): void {
  const { scale = 1 } = around
  switch (name) {
    case 'setFontSize':
      context.font = withSize(context.font, Number(raw[0]))
      return
    case 'setTransform':
      if (scale !== 1) {
        const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = raw.map(Number)
        context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale, f * scale)
        return
      }
      break
    case 'resetTransform':
      context.setTransform(scale, 0, 0, scale, 0, 0)
      return
    case 'constructor':
      return
  }
  const method = (context as unknown as Record<string, unknown>)[name]
  if (typeof method !== 'function') {
    warnOnce(name, `the method ${name} is not supported`)
    return
  }
  const args = raw.map((arg) => decode(arg, around))
  if (args.includes(MISSING)) return
  method.apply(context, args)
}

/** Replaces the size of a CSS font. */
export function withSize(font: string, size: number): string {
  return Number.isFinite(size) && size > 0 ? font.replace(/\d*\.?\d+px/, `${size}px`) : font
}

/** The object or plain value that an argument stands for. */
function decode(value: unknown, around: Surroundings): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const reference = value as Record<string, unknown>
  for (const key of ['$gradient', '$pattern', '$path', '$image', '$offscreen']) {
    if (key in reference) return objectOf(reference[key]) ?? MISSING
  }
  if ('$canvas' in reference) return around.canvasOf(Number(reference.$canvas)) ?? MISSING
  if ('$src' in reference) return around.picture(String(reference.$src)) ?? MISSING
  if ('$imageData' in reference) return imageData(reference.$imageData as Pixels) ?? MISSING
  return value
}

function runObjectCommand(name: string, args: readonly unknown[], around: Surroundings): boolean {
  const number = Number(args[0])
  const rest = args.slice(1)
  switch (name) {
    case 'createLinearGradient':
    case 'createRadialGradient':
    case 'createConicGradient': {
      const context = around.context()
      const make = context?.[name] as ((...values: number[]) => CanvasGradient) | undefined
      if (context === null) return true
      if (typeof make !== 'function') warnOnce(name, `${name} is not supported by this webview`)
      else keep(number, make.apply(context, rest.map(Number)))
      return true
    }
    case 'addColorStop': {
      const gradient = objectOf(number)
      if (gradient !== undefined && 'addColorStop' in gradient) gradient.addColorStop(Number(rest[0]), String(rest[1]))
      return true
    }
    case 'createPattern': {
      const source = decode(rest[0], around)
      const context = around.context()
      if (context === null || source === MISSING) return true
      const pattern = context.createPattern(source as CanvasImageSource, String(rest[1] ?? 'repeat'))
      if (pattern !== null) keep(number, pattern)
      return true
    }
    case 'setPatternTransform': {
      const pattern = objectOf(number)
      const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = rest.map(Number)
      if (pattern !== undefined && 'setTransform' in pattern) pattern.setTransform({ a, b, c, d, e, f })
      return true
    }
    case 'path':
      keep(number, makePath(rest[0], around))
      return true
    case 'offscreen':
      makeOffscreen(number, Number(rest[0]) || 0, Number(rest[1]) || 0)
      return true
    case 'free':
      free(number)
      return true
    default:
      return false
  }
}

function makePath(commands: unknown, around: Surroundings): Path2D {
  const list = Array.isArray(commands) ? (commands as Command[]) : []
  const first = list[0]
  const svg = first?.[0] === 'svg' ? String(first[1]) : undefined
  const path = svg === undefined ? new Path2D() : new Path2D(svg)
  for (const [name, ...args] of svg === undefined ? list : list.slice(1)) {
    const method = (path as unknown as Record<string, unknown>)[String(name)]
    const decoded = args.map((arg) => decode(arg, around))
    if (typeof method !== 'function' || name === 'constructor' || decoded.includes(MISSING)) continue
    try {
      method.apply(path, decoded)
    } catch (error) {
      warnOnce(`path ${String(name)}`, `path ${String(name)}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return path
}

/** Addresses of all pictures that the commands name. */
export function picturesOf(commands: readonly Command[]): string[] {
  const found = new Set<string>()
  for (const command of commands) {
    for (const arg of command) {
      if (typeof arg === 'object' && arg !== null && '$src' in arg) found.add(String((arg as { $src: unknown }).$src))
    }
  }
  return [...found]
}
