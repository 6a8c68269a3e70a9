import { boolean, number, oneOf } from './attributes'
import { type Drag, type DragClient, type PinchClient, WxElement } from './base'

/** px of movement past the edge for each px of the finger with `out-of-bounds`. */
const OUTSIDE = 0.5
/** Time constant of settling for the default damping of 20, ms. */
const SETTLE = 2400
/** Time constant of coasting for a friction of 1, ms. */
const COAST = 650
/** px/ms and px below which movement counts as ended. */
const SLOW = 0.02
const NEAR = 0.5

type Source = 'touch' | 'touch-out-of-bounds' | 'out-of-bounds' | 'friction' | ''

/** `<movable-view>` */
export class MovableView extends WxElement {
  static override attrs = {
    direction: oneOf(['none', 'all', 'vertical', 'horizontal']),
    inertia: boolean(false),
    'out-of-bounds': boolean(false),
    x: number(0, { always: true }),
    y: number(0, { always: true }),
    damping: number(20),
    friction: number(2),
    disabled: boolean(false),
    scale: boolean(false),
    'scale-min': number(0.1),
    'scale-max': number(10),
    'scale-value': number(1, { always: true }),
    animation: boolean(true),
  }

  private left = 0
  private top = 0
  private ratio = 1
  private frame = 0
  private readonly wanted = new Set<string>()
  private sizes: ResizeObserver | undefined
  private placed = false

  /** For automation. */
  override readonly methods = { moveTo: ({ x, y }: { x: number; y: number }) => this.moveTo(x, y, 'touch') }

  override liveValue(name: string): unknown {
    if (name === 'x') return this.left
    return name === 'y' ? this.top : undefined
  }

  constructor() {
    super()
    this.drag = this.dragClient()
    this.pinch = this.pinchClient()
  }

  protected override attrChanged(name: string): void {
    this.wanted.add(name)
    this.invalidate()
  }

  protected override connected(): void {
    if (typeof ResizeObserver === 'function') {
      this.sizes = new ResizeObserver(() => this.moveTo(this.left, this.top, ''))
      this.sizes.observe(this)
      if (this.parentElement !== null) this.sizes.observe(this.parentElement)
    }
    this.invalidate()
  }

  protected override disconnected(): void {
    this.sizes?.disconnect()
    cancelAnimationFrame(this.frame)
  }

  override update(): void {
    const direction = this.str('direction')
    this.style.touchAction =
      direction === 'none' || this.bool('disabled')
        ? 'auto'
        : direction === 'horizontal'
          ? 'pan-y'
          : direction === 'vertical'
            ? 'pan-x'
            : 'none'
    if (this.wanted.has('scale-value') && this.bool('scale')) this.scaleTo(this.num('scale-value'), false)
    if (this.wanted.has('x') || this.wanted.has('y') || !this.placed) {
      const x = this.wanted.has('x') ? this.num('x') : this.left
      const y = this.wanted.has('y') ? this.num('y') : this.top
      if (this.placed && this.bool('animation')) this.settle(x, y, '')
      else this.moveTo(x, y, '')
      this.placed = true
    }
    this.wanted.clear()
  }

  protected override styleChanged(): void {
    this.write()
    this.invalidate()
  }

  /** Where the top left corner may go, in px of the area. */
  private bounds(): { minX: number; maxX: number; minY: number; maxY: number } {
    const area = this.parentElement
    if (area === null) return { minX: 0, maxX: 0, minY: 0, maxY: 0 }
    const width = this.offsetWidth * this.ratio
    const height = this.offsetHeight * this.ratio
    const slackX = area.clientWidth - width
    const slackY = area.clientHeight - height
    return {
      minX: Math.min(0, slackX),
      maxX: Math.max(0, slackX),
      minY: Math.min(0, slackY),
      maxY: Math.max(0, slackY),
    }
  }

  private clamp(x: number, y: number): [number, number] {
    const { minX, maxX, minY, maxY } = this.bounds()
    return [Math.min(Math.max(x, minX), maxX), Math.min(Math.max(y, minY), maxY)]
  }

  /** Moves at once, within the bounds. */
  private moveTo(x: number, y: number, source: Source): void {
    cancelAnimationFrame(this.frame)
    const [left, top] = this.clamp(x, y)
    this.put(left, top, source)
  }

  private put(left: number, top: number, source: Source): void {
    const moved = left !== this.left || top !== this.top
    this.left = left
    this.top = top
    this.write()
    if (moved) this.emit('change', { x: round(left), y: round(top), source })
  }

  private write(): void {
    this.style.transformOrigin = '0 0'
    this.style.transform = `translate3d(${this.left}px,${this.top}px,0) scale(${this.ratio})`
  }

  /** Goes to a place with a damped movement; damping 20 takes about a third of a second. */
  private settle(x: number, y: number, source: Source): void {
    cancelAnimationFrame(this.frame)
    const [toX, toY] = this.clamp(x, y)
    const constant = SETTLE / Math.max(1, this.num('damping'))
    let last = performance.now()
    const step = (now: number) => {
      const left = Math.exp(-Math.max(0, now - last) / constant)
      last = Math.max(last, now)
      const restX = (this.left - toX) * left
      const restY = (this.top - toY) * left
      if (Math.hypot(restX, restY) < NEAR) {
        this.put(toX, toY, source)
        return
      }
      this.put(toX + restX, toY + restY, source)
      this.frame = requestAnimationFrame(step)
    }
    this.frame = requestAnimationFrame(step)
  }

  /** Runs on after the finger has gone, with `inertia`. */
  private coast(vx: number, vy: number): void {
    cancelAnimationFrame(this.frame)
    const constant = COAST / Math.max(0.1, this.num('friction'))
    let last = performance.now()
    let x = vx
    let y = vy
    const step = (now: number) => {
      const elapsed = Math.max(0, now - last)
      last = Math.max(last, now)
      const [left, top] = this.clamp(this.left + x * elapsed, this.top + y * elapsed)
      this.put(left, top, 'friction')
      x *= Math.exp(-elapsed / constant)
      y *= Math.exp(-elapsed / constant)
      if (Math.hypot(x, y) > SLOW) this.frame = requestAnimationFrame(step)
    }
    this.frame = requestAnimationFrame(step)
  }

  private dragClient(): DragClient {
    let x = 0
    let y = 0
    return {
      dragClaim: (drag: Drag) => {
        const direction = this.str('direction')
        if (this.bool('disabled') || direction === 'none') return false
        const sideways = Math.abs(drag.dx) > Math.abs(drag.dy)
        this.emit(sideways ? 'htouchmove' : 'vtouchmove', {})
        if (direction === 'horizontal' && !sideways) return false
        if (direction === 'vertical' && sideways) return false
        cancelAnimationFrame(this.frame)
        x = this.left
        y = this.top
        return true
      },
      dragMove: (drag: Drag) => {
        const direction = this.str('direction')
        const wantX = direction === 'vertical' ? x : x + drag.dx
        const wantY = direction === 'horizontal' ? y : y + drag.dy
        const [inX, inY] = this.clamp(wantX, wantY)
        const outside = inX !== wantX || inY !== wantY
        if (outside && this.bool('out-of-bounds')) {
          this.put(inX + (wantX - inX) * OUTSIDE, inY + (wantY - inY) * OUTSIDE, 'touch-out-of-bounds')
        } else this.put(inX, inY, 'touch')
      },
      dragEnd: (drag: Drag, cancelled: boolean) => {
        const [inX, inY] = this.clamp(this.left, this.top)
        if (inX !== this.left || inY !== this.top) this.settle(inX, inY, 'out-of-bounds')
        else if (!cancelled && this.bool('inertia')) {
          const direction = this.str('direction')
          this.coast(direction === 'vertical' ? 0 : drag.vx, direction === 'horizontal' ? 0 : drag.vy)
        }
      },
    }
  }

  private pinchClient(): PinchClient {
    let start: number | undefined
    return {
      pinchMove: (ratio: number) => {
        if (!this.bool('scale') || this.bool('disabled')) return
        start ??= this.ratio
        this.scaleTo(start * ratio, true)
      },
      pinchEnd: () => {
        start = undefined
        this.setFromView('scale-value', this.ratio)
      },
    }
  }

  /** Scales about the middle of the view. */
  private scaleTo(value: number, tell: boolean): void {
    const ratio = Math.min(Math.max(value, this.num('scale-min')), this.num('scale-max'))
    const x = this.left - (this.offsetWidth * (ratio - this.ratio)) / 2
    const y = this.top - (this.offsetHeight * (ratio - this.ratio)) / 2
    this.ratio = ratio
    const [left, top] = this.clamp(x, y)
    this.left = left
    this.top = top
    this.write()
    if (tell) this.emit('scale', { x: round(left), y: round(top), scale: Math.round(ratio * 1000) / 1000 })
  }
}

/** Events carry positions with a precision of a tenth. */
function round(value: number): number {
  return Math.round(value * 10) / 10
}
