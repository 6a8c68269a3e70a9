import { encodePixels, imageData, type Pixels } from './pixels'

/** A rectangle in the canvas's logical px; what is absent means the whole canvas. */
export interface Region {
  x?: number
  y?: number
  width?: number
  height?: number
}

export interface ExportOptions extends Region {
  destWidth?: number
  destHeight?: number
  fileType?: string
  quality?: number
}

/** Why a canvas that holds a foreign picture cannot be read. */
const TAINTED = 'the canvas holds an image whose server does not allow it to be read (no CORS headers)'

/** Runs `read`, with a plain reason where the canvas must not be read. */
function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'SecurityError') throw new Error(TAINTED)
    throw error
  }
}

/**
 * `canvasToTempFilePath`. `scale` is px of the canvas per logical px; the picture has that resolution unless
 * dest says otherwise.
 */
export function toDataUrl(canvas: HTMLCanvasElement, scale: number, options: ExportOptions): string {
  const box = regionOf(canvas, scale, options)
  const target = document.createElement('canvas')
  target.width = Math.round(options.destWidth ?? box.width * scale)
  target.height = Math.round(options.destHeight ?? box.height * scale)
  if (target.width <= 0 || target.height <= 0) throw new Error('canvas is empty')
  drawScaled(target, canvas, box, scale)
  const jpg = options.fileType === 'jpg'
  return readable(() => target.toDataURL(jpg ? 'image/jpeg' : 'image/png', jpg ? quality(options.quality) : undefined))
}

/** Pixels of a region, one per logical px. */
export function getPixels(canvas: HTMLCanvasElement, scale: number, region: Region): Pixels {
  const box = regionOf(canvas, scale, region)
  const [width, height] = [Math.round(box.width), Math.round(box.height)]
  // HTML allows negative sizes: the rectangle to the other side.
  if (width === 0 || height === 0) throw new Error('width and height must not be 0')
  let source = canvas
  let [x, y] = [Math.round(box.x), Math.round(box.y)]
  // A canvas that WebGL draws on has no 2d context to read it with.
  if (scale !== 1 || canvas.getContext('2d') === null) {
    source = document.createElement('canvas')
    source.width = Math.abs(width)
    source.height = Math.abs(height)
    drawScaled(source, canvas, box, scale)
    x = 0
    y = 0
  }
  const context = source.getContext('2d')
  if (context === null) throw new Error('no 2d context')
  const image = readable(() => context.getImageData(x, y, width, height))
  return { width: image.width, height: image.height, data: encodePixels(image.data) }
}

/** Puts pixels, one per logical px, over what is there. */
export function putPixels(canvas: HTMLCanvasElement, scale: number, x: number, y: number, pixels: Pixels): void {
  const image = imageData(pixels)
  const context = canvas.getContext('2d')
  if (image === undefined || context === null) return
  if (scale === 1) {
    context.putImageData(image, x, y)
    return
  }
  const source = document.createElement('canvas')
  source.width = image.width
  source.height = image.height
  source.getContext('2d')?.putImageData(image, 0, 0)
  context.save()
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.globalAlpha = 1
  context.globalCompositeOperation = 'source-over'
  context.shadowColor = 'transparent'
  context.clearRect(x, y, image.width, image.height)
  context.drawImage(source, x, y)
  context.restore()
}

function regionOf(canvas: HTMLCanvasElement, scale: number, region: Region): Required<Region> {
  const x = region.x ?? 0
  const y = region.y ?? 0
  return { x, y, width: region.width ?? canvas.width / scale - x, height: region.height ?? canvas.height / scale - y }
}

function drawScaled(target: HTMLCanvasElement, source: HTMLCanvasElement, box: Required<Region>, scale: number): void {
  if (source.width === 0 || source.height === 0) throw new Error('canvas is empty')
  const context = target.getContext('2d')
  if (context === null) throw new Error('no 2d context')
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, box.x * scale, box.y * scale, box.width * scale, box.height * scale, 0, 0, target.width, target.height)
}

function quality(value: number | undefined): number {
  return value !== undefined && value > 0 && value <= 1 ? value : 1
}
