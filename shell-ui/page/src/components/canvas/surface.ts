import { type Command, runCommands, type Surroundings } from './commands'
import { type ExportOptions, getPixels, putPixels, type Region, toDataUrl } from './export'
import { cachedImage, loadImage } from './images'
import { free, keep, objectOf, offscreen } from './objects'
import { isPointInPath, isPointInStroke, measureText, type PointQuestion } from './questions'
import { runGl } from './webgl/commands'
import { drawingOf } from './webgl/drawing'
import { answerGl } from './webgl/questions'

/** What the canvas calls need of the node they are sent to. */
export interface CanvasHolder {
  /** Its own canvas (`canvas: 0`); the page root has none. */
  readonly canvas: HTMLCanvasElement | undefined
  /** px of the canvas per logical px. */
  readonly scale: number
  /** Resolves when the drawings before are done. */
  readonly drawn: Promise<unknown>
}

interface Target {
  /** 0 or absent: the holder's own; else an off-screen canvas. */
  canvas?: number
}

/** All canvas components of the page are found here by node id. */
export function canvasOfNode(node: number): HTMLCanvasElement | undefined {
  for (const element of document.querySelectorAll('wx-canvas')) {
    const holder = element as HTMLElement & Partial<CanvasHolder> & { $id?: number }
    if (holder.$id === node) return holder.canvas
  }
  return undefined
}

function canvasOf(holder: CanvasHolder, { canvas = 0 }: Target): HTMLCanvasElement {
  const found = canvas === 0 ? holder.canvas : offscreen(canvas)
  if (found === undefined) throw new Error('canvas is empty')
  return found
}

function targetOf(holder: CanvasHolder, target: Target): { canvas: HTMLCanvasElement; scale: number } {
  return { canvas: canvasOf(holder, target), scale: (target.canvas ?? 0) === 0 ? holder.scale : 1 }
}

export function contextOf(canvas: HTMLCanvasElement | undefined): CanvasRenderingContext2D | null {
  return canvas?.getContext('2d') ?? null
}

/** The `call` methods that a canvas and the page root understand. */
export function canvasMethods(holder: CanvasHolder): Record<string, (params: never) => unknown> {
  return {
    canvas2d: ({ canvas = 0, commands = [] }: Target & { commands?: Command[] }) => {
      const target = (): HTMLCanvasElement | undefined => (canvas === 0 ? holder.canvas : offscreen(canvas))
      const around: Surroundings = {
        canvas: target,
        context: () => contextOf(target()),
        canvasOf: canvasOfNode,
        picture: () => undefined,
      }
      runCommands(commands, around)
      return {}
    },
    webgl: ({ canvas: number = 0, commands = [] }: Target & { commands?: Command[] }) => {
      const canvas = number === 0 ? holder.canvas : offscreen(number)
      const drawing = drawingOf(canvas)
      // A view that began anew has no context, which the logic is told when it asks.
      if (canvas !== undefined && drawing !== undefined) runGl(commands, drawing, { canvas, picture: pictureOf, free })
      return {}
    },
    canvasImage: async ({ image, src }: { image: number; src: string }) => {
      const loaded = await loadImage(String(src))
      keep(image, loaded)
      // A vector picture without a size of its own has none here either.
      return { width: loaded.naturalWidth, height: loaded.naturalHeight }
    },
    canvasFrame: () => new Promise((done) => requestAnimationFrame((time) => done({ time }))),
    canvasToTempFile: async (params: Target & ExportOptions) => {
      await holder.drawn
      const { canvas, scale } = targetOf(holder, params)
      return { dataUrl: toDataUrl(canvas, scale, params) }
    },
    canvasGetImageData: async (params: Target & Region) => {
      await holder.drawn
      const { canvas, scale } = targetOf(holder, params)
      return getPixels(canvas, scale, params)
    },
    canvasPutImageData: async (params: Target & Region & { data: string }) => {
      await holder.drawn
      const { canvas, scale } = targetOf(holder, params)
      const { x = 0, y = 0, width = 0, height = 0, data } = params
      putPixels(canvas, scale, x, y, { width, height, data })
      return {}
    },
  }
}

/** An image or a canvas that a WebGL command names. */
function pictureOf(reference: object): unknown {
  if ('$image' in reference) return objectOf(reference.$image)
  if ('$offscreen' in reference) return objectOf(reference.$offscreen)
  return '$canvas' in reference ? canvasOfNode(Number(reference.$canvas)) : undefined
}

/** The `ask` methods. */
export function answerCanvas(holder: CanvasHolder, method: string, params: unknown): unknown {
  const given = (params ?? {}) as Record<string, unknown>
  if (method === 'canvasMeasureText') return measureText(given)
  if (method.startsWith('webgl')) {
    const canvas = canvasOf(holder, given as Target)
    return answerGl(canvas, drawingOf(canvas), method, given)
  }
  const { canvas, scale } = targetOf(holder, given as Target)
  switch (method) {
    case 'canvasGetImageData':
      return getPixels(canvas, scale, given as Region)
    case 'canvasToDataURL':
      return canvas.toDataURL(String(given.type ?? 'image/png'), Number(given.quality ?? 0.92))
    case 'canvasIsPointInPath':
    case 'canvasIsPointInStroke': {
      const context = contextOf(canvas)
      if (context === null) return false
      const ask = method === 'canvasIsPointInPath' ? isPointInPath : isPointInStroke
      return ask(context, given as PointQuestion)
    }
    default:
      throw new Error(`canvas has no question ${method}`)
  }
}

/** Loads pictures by address; those that fail are missing from the result. */
export async function loadPictures(sources: readonly string[]): Promise<Map<string, HTMLImageElement>> {
  const loaded = new Map<string, HTMLImageElement>()
  await Promise.all(
    sources.map((source) =>
      cachedImage(source).then(
        (image) => loaded.set(source, image),
        () => console.warn(`canvas: image ${source.slice(0, 200)} cannot be loaded`),
      ),
    ),
  )
  return loaded
}
