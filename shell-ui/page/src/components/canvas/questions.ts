import { objectOf } from './objects'

interface TextStyle {
  text?: unknown
  font?: string
  [name: string]: unknown
}

const METRICS = [
  'width', 'actualBoundingBoxLeft', 'actualBoundingBoxRight', 'fontBoundingBoxAscent', 'fontBoundingBoxDescent', 'actualBoundingBoxAscent',
  'actualBoundingBoxDescent', 'emHeightAscent', 'emHeightDescent', 'hangingBaseline', 'alphabeticBaseline', 'ideographicBaseline',
] as const

const STYLES = ['letterSpacing', 'wordSpacing', 'direction', 'fontKerning', 'textAlign', 'textBaseline'] as const

let scratch: CanvasRenderingContext2D | null = null

/** Measures a text on a context of its own, so that no canvas changes by it. */
export function measureText(style: TextStyle): Record<string, number> {
  scratch ??= document.createElement('canvas').getContext('2d')
  if (scratch === null) throw new Error('no 2d context')
  scratch.save()
  if (style.font !== undefined) scratch.font = style.font
  for (const name of STYLES) {
    if (style[name] !== undefined && name in scratch) Object.assign(scratch, { [name]: style[name] })
  }
  const measured = scratch.measureText(String(style.text ?? ''))
  scratch.restore()
  const result: Record<string, number> = {}
  for (const name of METRICS) {
    const value = (measured as unknown as Record<string, unknown>)[name]
    if (typeof value === 'number' && Number.isFinite(value)) result[name] = value
  }
  return result
}

export interface PointQuestion {
  path?: number
  x?: unknown
  y?: unknown
  rule?: unknown
}

export function isPointInPath(context: CanvasRenderingContext2D, { path = 0, x, y, rule }: PointQuestion): boolean {
  const fillRule = rule === 'evenodd' ? 'evenodd' : 'nonzero'
  if (path === 0) return context.isPointInPath(Number(x), Number(y), fillRule)
  const object = objectOf(path)
  return object instanceof Path2D && context.isPointInPath(object, Number(x), Number(y), fillRule)
}

export function isPointInStroke(context: CanvasRenderingContext2D, { path = 0, x, y }: PointQuestion): boolean {
  if (path === 0) return context.isPointInStroke(Number(x), Number(y))
  const object = objectOf(path)
  return object instanceof Path2D && context.isPointInStroke(object, Number(x), Number(y))
}
