/** measureText: asked of the view once per font and text, estimated where there is no view. */

import type { Surface } from './surface'

export interface TextMetrics {
  width: number
  [name: string]: number
}

/** Charts measure the same few hundred labels over and over; each entry is about 300 bytes. */
const MAX_CACHED = 2000

const cache = new Map<string, TextMetrics>()

/** Fonts have changed (wx.loadFontFace, another page): measures are void. */
export function forgetMeasures(): void {
  cache.clear()
}

/**
 * From the font size alone: Chinese characters are square, others about half as wide. For hosts
 * without a view, where charts lay out text but nobody sees it; drawing code must not fail on it.
 */
function estimate(text: string, font: string): TextMetrics {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 10)
  let width = 0
  for (const char of text) width += (char.codePointAt(0) ?? 0) > 0x2e7f ? size : size * 0.55
  return {
    width,
    actualBoundingBoxLeft: 0,
    actualBoundingBoxRight: width,
    actualBoundingBoxAscent: size * 0.8,
    actualBoundingBoxDescent: size * 0.2,
    fontBoundingBoxAscent: size,
    fontBoundingBoxDescent: size * 0.25,
  }
}

export function measureText(
  surface: Pick<Surface, 'ask'>,
  text: string,
  style: Readonly<Record<string, string>> & { font: string },
): TextMetrics {
  const key = `${Object.values(style).join('\u0001')}\u0001${text}`
  const known = cache.get(key)
  if (known !== undefined) return { ...known }
  let metrics: TextMetrics | undefined
  try {
    metrics = surface.ask('canvasMeasureText', { text, ...style }) as TextMetrics
  } catch {
    // No view, or one that has no canvas.
  }
  if (typeof metrics?.width !== 'number') return estimate(text, style.font)
  if (cache.size >= MAX_CACHED) cache.clear()
  cache.set(key, metrics)
  return { ...metrics }
}
