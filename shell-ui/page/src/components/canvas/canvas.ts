import type { TouchPoint } from '../../events/tap'
import { boolean, string } from '../attributes'
import { template, WxElement } from '../base'
import { type Command, picturesOf, runCommands } from './commands'
import { answerCanvas, type CanvasHolder, canvasMethods, canvasOfNode, contextOf, loadPictures } from './surface'

const MARKUP = template('<style>canvas { position: absolute; left: 0; top: 0; width: 100%; height: 100%; }</style><canvas></canvas><slot></slot>')

/** `<canvas>`: of `type="2d"`, or an old one drawn by `wx.createCanvasContext`. */
export class Canvas extends WxElement implements CanvasHolder {
  static override attrs = {
    type: string(),
    'canvas-id': string(),
    'disable-scroll': boolean(false),
    'disable-event': boolean(false),
  }

  readonly canvas: HTMLCanvasElement
  /** Drawings of an old context run one after the other: each may wait for pictures. */
  drawn: Promise<unknown> = Promise.resolve()
  /** Pixel ratio of the backing store of an old canvas. */
  private ratio = 1
  /** The backing store has been made. */
  private fitted = false

  override readonly methods: Record<string, (params: never) => unknown>

  constructor() {
    super()
    this.canvas = this.shadow(MARKUP).querySelector('canvas') as HTMLCanvasElement
    this.methods = {
      ...canvasMethods(this),
      canvasDraw: (params: { commands?: Command[]; reserve?: boolean }) => this.draw(params.commands ?? [], params.reserve === true),
    }
    this.addEventListener(
      'touchmove',
      (event) => {
        if (this.bool('disable-scroll') && event.cancelable) event.preventDefault()
      },
      { passive: false },
    )
  }

  get scale(): number {
    if (!this.isOld) return 1
    // Pixels may be read or put before anything has been drawn.
    const context = this.fitted ? null : contextOf(this.canvas)
    if (context !== null) this.fit(context, false)
    return this.ratio
  }

  override ask(method: string, params: unknown): unknown {
    return answerCanvas(this, method, params)
  }

  override nodeInfo(): Record<string, unknown> {
    if (this.str('type').startsWith('webgl')) this.sizeToBox()
    return { nodeCanvasType: this.str('type'), nodeWidth: this.canvas.width, nodeHeight: this.canvas.height }
  }

  /** A canvas for WebGL is as large as its box, in CSS px, until its size is assigned. */
  private sizeToBox(): void {
    const { canvas, clientWidth, clientHeight } = this
    if (canvas.hasAttribute('width') || canvas.hasAttribute('height') || clientWidth === 0 || clientHeight === 0) return
    canvas.width = clientWidth
    canvas.height = clientHeight
  }

  /** Touches of a canvas carry the position in it. */
  override touchPoint(point: TouchPoint): TouchPoint & { x: number; y: number } {
    const box = this.getBoundingClientRect()
    return { ...point, x: point.clientX - box.left, y: point.clientY - box.top }
  }

  private get isOld(): boolean {
    return this.str('type') === ''
  }

  private draw(commands: Command[], reserve: boolean): Promise<Record<string, never>> {
    const before = this.drawn
    const drawing = (async () => {
      const [pictures] = await Promise.all([loadPictures(picturesOf(commands)), before])
      this.paint(commands, reserve, pictures)
      return {}
    })()
    // The next drawing waits for this one even if it fails.
    this.drawn = drawing.catch(() => undefined)
    return drawing
  }

  private paint(commands: Command[], reserve: boolean, pictures: ReadonlyMap<string, HTMLImageElement>): void {
    const context = contextOf(this.canvas)
    if (context === null) {
      const errMsg = 'canvas has no 2d context'
      this.emit('error', { errMsg })
      throw new Error(errMsg)
    }
    this.fit(context, reserve)
    runCommands(commands, {
      canvas: () => this.canvas,
      context: () => context,
      canvasOf: canvasOfNode,
      picture: (source) => pictures.get(source),
      scale: this.ratio,
    })
  }

  /** Makes the backing store as large as the box, in device px, and clears it unless `reserve`. */
  private fit(context: CanvasRenderingContext2D, reserve: boolean): void {
    const { canvas } = this
    const ratio = devicePixelRatio || 1
    const width = Math.round(this.clientWidth * ratio)
    const height = Math.round(this.clientHeight * ratio)
    // A hidden canvas has no box; it keeps the size it had.
    const sized = width === 0 || height === 0 || (canvas.width === width && canvas.height === height && this.ratio === ratio)
    if (sized && reserve && this.fitted) return
    const kept = reserve && this.fitted ? copyOf(canvas) : undefined
    this.ratio = ratio
    this.fitted = true
    // Setting the width clears the canvas and resets its state, also when it is the same.
    canvas.width = sized ? canvas.width : width
    canvas.height = sized ? canvas.height : height
    if (kept !== undefined) context.drawImage(kept, 0, 0)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
  }
}

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement | undefined {
  if (canvas.width === 0 || canvas.height === 0) return undefined
  const copy = document.createElement('canvas')
  copy.width = canvas.width
  copy.height = canvas.height
  copy.getContext('2d')?.drawImage(canvas, 0, 0)
  return copy
}
