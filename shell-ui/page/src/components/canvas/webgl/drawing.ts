/** WebGL contexts of this page with their objects. */

export type GL = WebGLRenderingContext | WebGL2RenderingContext

/** Commands that draw into the canvas or a framebuffer. */
const DRAWS = /^(draw(Arrays|Elements|RangeElements)|clear$|clearBuffer|blitFramebuffer|multiDraw)/

interface Call {
  readonly self: object
  readonly run: (...args: unknown[]) => unknown
  readonly draws: boolean
}

/** A canvas's context, and what the logic knows of it by number. */
export class Drawing {
  readonly #objects = new Map<number, object>()
  readonly #numbers = new WeakMap<object, number>()
  readonly #calls = new Map<string, Call | undefined>()
  /** What was drawn has been shown: a buffer that is not preserved would be empty now. */
  #shown = false
  #toClear = false
  #frameAsked = false

  constructor(
    readonly gl: GL,
    readonly preserves: boolean,
  ) {}

  keep(number: number, object: object): void {
    this.#objects.set(number, object)
    this.#numbers.set(object, number)
  }

  free(number: number): void {
    this.#objects.delete(number)
  }

  objectOf(number: unknown): object | undefined {
    return this.#objects.get(number as number)
  }

  /** The number under which the logic knows an object, which it names again now. */
  numberOf(object: object): number | undefined {
    const number = this.#numbers.get(object)
    if (number !== undefined) this.#objects.set(number, object)
    return number
  }

  get size(): number {
    return this.#objects.size
  }

  /** A method of the context, or of an extension with its name in front. */
  call(name: string): Call | undefined {
    if (this.#calls.has(name)) return this.#calls.get(name)
    const [method, extension] = name.split('.').reverse() as [string, string?]
    const self = extension === undefined ? this.gl : (this.gl.getExtension(extension) as object | null)
    const run = self === null || method === 'constructor' ? undefined : (self as Record<string, unknown>)[method]
    const found = self !== null && typeof run === 'function' ? { self, run: run as Call['run'], draws: DRAWS.test(method) } : undefined
    this.#calls.set(name, found)
    return found
  }

  /** The logic begins to draw anew. */
  turn(): void {
    if (this.#shown && !this.preserves) this.#toClear = true
    this.#shown = false
  }

  /**
   * Runs before a drawing command. The context keeps its buffer: what is drawn in one turn comes in pieces when the logic asks
   * in between, and pictures are taken between frames. So a buffer that the mini-program does not want kept is cleared here.
   */
  beforeDraw(): void {
    if (this.#toClear) {
      this.#toClear = false
      clearBuffer(this.gl)
    }
    if (this.#frameAsked || this.preserves) return
    this.#frameAsked = true
    requestAnimationFrame(() => {
      this.#frameAsked = false
      this.#shown = true
    })
  }
}

function clearBuffer(gl: GL): void {
  const second = 'DRAW_FRAMEBUFFER' in gl ? gl : undefined
  const target = second?.DRAW_FRAMEBUFFER ?? gl.FRAMEBUFFER
  const bound = gl.getParameter(second?.DRAW_FRAMEBUFFER_BINDING ?? gl.FRAMEBUFFER_BINDING) as WebGLFramebuffer | null
  const switches = [gl.SCISSOR_TEST, ...(second === undefined ? [] : [second.RASTERIZER_DISCARD])].filter((it) => gl.isEnabled(it))
  const colors = gl.getParameter(gl.COLOR_WRITEMASK) as [boolean, boolean, boolean, boolean]
  const color = gl.getParameter(gl.COLOR_CLEAR_VALUE) as Float32Array
  const depth = gl.getParameter(gl.DEPTH_CLEAR_VALUE) as number
  const depths = gl.getParameter(gl.DEPTH_WRITEMASK) as boolean
  const stencil = gl.getParameter(gl.STENCIL_CLEAR_VALUE) as number
  const front = gl.getParameter(gl.STENCIL_WRITEMASK) as number
  const back = gl.getParameter(gl.STENCIL_BACK_WRITEMASK) as number
  if (bound !== null) gl.bindFramebuffer(target, null)
  for (const name of switches) gl.disable(name)
  gl.colorMask(true, true, true, true)
  gl.clearColor(0, 0, 0, 0)
  gl.clearDepth(1)
  gl.depthMask(true)
  gl.clearStencil(0)
  gl.stencilMask(0xffffffff)
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT | gl.STENCIL_BUFFER_BIT)
  gl.stencilMaskSeparate(gl.FRONT, front)
  gl.stencilMaskSeparate(gl.BACK, back)
  gl.clearStencil(stencil)
  gl.depthMask(depths)
  gl.clearDepth(depth)
  gl.clearColor(color[0] ?? 0, color[1] ?? 0, color[2] ?? 0, color[3] ?? 0)
  gl.colorMask(...colors)
  for (const name of switches) gl.enable(name)
  if (bound !== null) gl.bindFramebuffer(target, bound)
}

const drawings = new WeakMap<HTMLCanvasElement, Drawing>()

export function drawingOf(canvas: HTMLCanvasElement | undefined): Drawing | undefined {
  return canvas === undefined ? undefined : drawings.get(canvas)
}

/** The canvas's drawing; undefined where the webview gives no context of this version. */
export function openDrawing(canvas: HTMLCanvasElement, version: 1 | 2, attributes: WebGLContextAttributes): Drawing | undefined {
  const wanted = { ...attributes, preserveDrawingBuffer: true }
  const gl = (version === 2 ? canvas.getContext('webgl2', wanted) : canvas.getContext('webgl', wanted)) as GL | null
  if (gl === null) return undefined
  const known = drawings.get(canvas)
  if (known?.gl === gl) return known
  const made = new Drawing(gl, attributes.preserveDrawingBuffer === true)
  drawings.set(canvas, made)
  // Without this the webview never gives a lost context back.
  canvas.addEventListener('webglcontextlost', (event) => event.preventDefault())
  return made
}
