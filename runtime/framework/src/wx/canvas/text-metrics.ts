/** measureText: asked of the view once per font and text. */

import type { Surface } from './surface'

export interface TextMetrics {
  width: number
  [name: string]: number
}

/** Charts measure the same few hundred labels over and over; each entry is about 300 bytes. */
const MAX_CACHED = 2000

const cache = new Map<string, TextMetrics>()

/** Fonts have changed (wx.loadFontFace): measures are void. */
export function forgetMeasures(): void {
  cache.clear()
}

export function measureText(
  surface: Pick<Surface, 'ask'>,
  text: string,
  style: Readonly<Record<string, string>> & { font: string },
): TextMetrics {
  const key = `${Object.values(style).join('\u0001')}\u0001${text}`
  const known = cache.get(key)
  if (known !== undefined) return { ...known }
  const metrics = surface.ask('canvasMeasureText', { text, ...style }) as TextMetrics
  if (cache.size >= MAX_CACHED) cache.clear()
  cache.set(key, metrics)
  return { ...metrics }
}
