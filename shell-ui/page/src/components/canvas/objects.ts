/** Gradients, patterns, paths, images and off-screen canvases of this page, by the logic's numbers. */

export type ImageSource = HTMLImageElement | HTMLCanvasElement
type CanvasObject = CanvasGradient | CanvasPattern | Path2D | ImageSource

const objects = new Map<number, CanvasObject>()

export function keep(number: number, object: CanvasObject): void {
  objects.set(number, object)
}

export function free(number: number): void {
  objects.delete(number)
}

export function objectOf(number: unknown): CanvasObject | undefined {
  return objects.get(number as number)
}

/** An off-screen canvas. */
export function offscreen(number: number): HTMLCanvasElement | undefined {
  const object = objects.get(number)
  return object instanceof HTMLCanvasElement ? object : undefined
}

export function makeOffscreen(number: number, width: number, height: number): void {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  objects.set(number, canvas)
}

/** How many there are, for tests. */
export function objectCount(): number {
  return objects.size
}
