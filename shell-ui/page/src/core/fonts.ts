import { reply } from './ipc'
import { resolve } from './resources'

/** wx.loadFontFace: `source` is `url("…")` or a bare address; `desc` has style, weight and variant. */
export function loadFont(family: string, source: string, desc: unknown, request: number): void {
  const { style, weight, variant } = (desc ?? {}) as { style?: string; weight?: string; variant?: string }
  const address = /^\s*url\(\s*(['"]?)(.*?)\1\s*\)\s*$/i.exec(source)?.[2] ?? source
  const descriptors: Record<string, string> = {}
  if (style) descriptors.style = style
  if (weight) descriptors.weight = weight
  if (variant) descriptors.variant = variant
  const face = new FontFace(family, `url(${JSON.stringify(resolve(address))})`, descriptors)
  face.load().then(
    (loaded) => {
      document.fonts.add(loaded)
      reply(request, { status: 'loaded' })
    },
    (error: unknown) => reply(request, { status: 'error' }, error instanceof Error ? error.message : String(error)),
  )
}
