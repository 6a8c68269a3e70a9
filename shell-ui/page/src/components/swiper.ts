import { boolean, number, oneOf, string } from './attributes'
import { type Drag, type DragClient, WxElement, template } from './base'
import { px } from './progress'
import { SwiperDots } from './swiper-dots'
import { SwiperItem } from './swiper-item'

const EASINGS: Record<string, (time: number) => number> = {
  default: (t) => 1 - (1 - t) ** 3,
  linear: (t) => t,
  easeInCubic: (t) => t ** 3,
  easeOutCubic: (t) => 1 - (1 - t) ** 3,
  easeInOutCubic: (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (-2 * t + 2) ** 3 / 2),
}

/** px/ms from which a flick turns the page however short it is. */
const FLICK = 0.3

const MARKUP = template(`<style>
.frame{position:absolute;left:0;right:0;top:0;bottom:0;will-change:transform}
</style><slot name="dots"></slot><div class="frame"><slot></slot></div>`)

/** `<swiper>`. Positions count in items: 1.5 is half way between the second and the third. */
export class Swiper extends WxElement {
  static override attrs = {
    'indicator-dots': boolean(false),
    'indicator-color': string('rgba(0, 0, 0, .3)'),
    'indicator-active-color': string('#000000'),
    autoplay: boolean(false),
    current: number(0, { always: true }),
    'current-item-id': string(),
    interval: number(5000),
    duration: number(500),
    circular: boolean(false),
    vertical: boolean(false, { reflect: true }),
    'previous-margin': string('0px'),
    'next-margin': string('0px'),
    'display-multiple-items': number(1),
    'snap-to-edge': boolean(false),
    'skip-hidden-item-layout': boolean(false),
    'easing-function': oneOf(Object.keys(EASINGS), 'default'),
    direction: oneOf(['all', 'positive', 'negative']),
    'disable-touch': boolean(false),
  }

  private readonly frame: HTMLElement
  private readonly dots: SwiperDots
  private items: SwiperItem[] = []
  private index = 0
  private position = 0
  private frameId = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private wantsCurrent = false
  private dragging = false
  private laidOut = false

  /** For automation. */
  override readonly methods = {
    swipeTo: ({ index }: { index: number }) => this.turnTo(Math.min(Math.max(0, index), this.lastIndex), 'touch'),
  }

  constructor() {
    super()
    this.frame = this.shadow(MARKUP).querySelector('.frame') as HTMLElement
    this.dots = new SwiperDots(this)
    this.drag = this.dragClient()
  }

  protected override attrChanged(name: string): void {
    if (name === 'current' || name === 'current-item-id') this.wantsCurrent = true
    this.invalidate()
  }

  override childListChanged(): void {
    this.invalidate()
  }

  protected override connected(): void {
    this.invalidate()
  }

  protected override disconnected(): void {
    clearTimeout(this.timer)
    cancelAnimationFrame(this.frameId)
  }

  override update(): void {
    this.items = Array.from(this.children).filter((child) => child instanceof SwiperItem)
    const vertical = this.bool('vertical')
    const before = px(this.str('previous-margin'))
    const after = px(this.str('next-margin'))
    Object.assign(this.frame.style, {
      left: vertical ? '0' : before,
      right: vertical ? '0' : after,
      top: vertical ? before : '0',
      bottom: vertical ? after : '0',
    })
    this.style.touchAction = vertical ? 'pan-x' : 'pan-y'
    const last = this.lastIndex
    if (this.wantsCurrent || !this.laidOut) {
      this.wantsCurrent = false
      const target = this.wantedIndex()
      if (!this.laidOut || this.items.length === 0) this.jump(target)
      else if (target !== this.index) this.turnTo(target, '')
    } else if (this.index > last) this.jump(last)
    if (this.items.length > 0) this.laidOut = true
    this.place(this.position)
    this.dots.draw(this.items.length, this.index, this.shown)
    this.schedulePlay()
  }

  protected override styleChanged(): void {
    this.style.touchAction = this.bool('vertical') ? 'pan-x' : 'pan-y'
  }

  /** Items in view at once. */
  private get shown(): number {
    return Math.max(1, this.num('display-multiple-items'))
  }

  private get circular(): boolean {
    return this.bool('circular') && this.items.length > this.shown
  }

  private get lastIndex(): number {
    return Math.max(0, this.items.length - (this.circular ? 1 : Math.ceil(this.shown)))
  }

  private wantedIndex(): number {
    const id = this.str('current-item-id')
    const named = id === '' ? -1 : this.items.findIndex((item) => item.str('item-id') === id)
    const wanted = named >= 0 ? named : Math.trunc(this.num('current'))
    return Math.min(Math.max(0, wanted), this.lastIndex)
  }

  private jump(to: number): void {
    cancelAnimationFrame(this.frameId)
    this.index = to
    this.position = to
  }

  /** Animates to an item; the way round a circle is the shorter one, unless `way` says otherwise. */
  private turnTo(to: number, source: '' | 'touch' | 'autoplay', goal?: number): void {
    const count = this.items.length
    if (count === 0) return
    const changed = to !== this.index
    let target = goal ?? to
    if (goal === undefined && this.circular) target = to + count * Math.round((this.position - to) / count)
    this.index = to
    if (changed) {
      if (source !== '') this.setFromView('current', to)
      this.emit('change', { current: to, currentItemId: this.items[to]?.str('item-id') ?? '', source })
    }
    this.dots.draw(count, to, this.shown)
    this.animateTo(target, () => {
      this.position = to
      this.place(to)
      this.emit('animationfinish', { current: to, currentItemId: this.items[to]?.str('item-id') ?? '', source })
    })
  }

  private animateTo(target: number, done: () => void): void {
    cancelAnimationFrame(this.frameId)
    const from = this.position
    const start = performance.now()
    const duration = this.num('duration')
    const ease = EASINGS[this.str('easing-function')] ?? (EASINGS.default as (time: number) => number)
    const step = (now: number) => {
      const time = duration > 0 ? Math.min(1, Math.max(0, (now - start) / duration)) : 1
      this.position = from + (target - from) * ease(time)
      this.place(this.position)
      this.tellTransition()
      if (time < 1) this.frameId = requestAnimationFrame(step)
      else {
        this.frameId = 0
        done()
      }
    }
    this.frameId = requestAnimationFrame(step)
  }

  /** Draws a position; on a circle every item stands at the place nearest to it. */
  private place(position: number): void {
    const count = this.items.length
    const share = 100 / this.shown
    const vertical = this.bool('vertical')
    const middle = position + (this.shown - 1) / 2
    this.items.forEach((item, index) => {
      const at = this.circular ? index + count * Math.round((middle - index) / count) : index
      item.placeAt(at * 100, share, vertical)
    })
    const shift = -position * share
    this.frame.style.transform = vertical ? `translate3d(0,${shift}%,0)` : `translate3d(${shift}%,0,0)`
  }

  private tellTransition(): void {
    const offset = (this.position - this.index) * this.itemSize()
    this.emit('transition', this.bool('vertical') ? { dx: 0, dy: offset } : { dx: offset, dy: 0 })
  }

  /** px of one item along the axis. */
  private itemSize(): number {
    const size = this.bool('vertical') ? this.frame.clientHeight : this.frame.clientWidth
    return Math.max(1, size / this.shown)
  }

  private schedulePlay(): void {
    clearTimeout(this.timer)
    if (!this.bool('autoplay') || this.dragging || !this.isConnected || this.items.length <= this.shown) return
    this.timer = setTimeout(() => {
      if (!document.hidden) this.playOn()
      this.schedulePlay()
    }, Math.max(1, this.num('interval')))
  }

  private playOn(): void {
    if (this.circular) this.turnTo((this.index + 1) % this.items.length, 'autoplay', Math.round(this.position) + 1)
    else this.turnTo(this.index >= this.lastIndex ? 0 : this.index + 1, 'autoplay')
  }

  private dragClient(): DragClient {
    let start = 0
    let startIndex = 0
    return {
      dragClaim: (drag: Drag) => {
        if (this.bool('disable-touch') || this.items.length <= 1) return false
        const along = this.bool('vertical') ? Math.abs(drag.dy) : Math.abs(drag.dx)
        const across = this.bool('vertical') ? Math.abs(drag.dx) : Math.abs(drag.dy)
        if (along <= across) return false
        cancelAnimationFrame(this.frameId)
        clearTimeout(this.timer)
        this.dragging = true
        start = this.position
        startIndex = Math.round(start)
        return true
      },
      dragMove: (drag: Drag) => {
        this.position = this.limit(start - this.along(drag.dx, drag.dy) / this.itemSize(), startIndex)
        this.place(this.position)
        this.tellTransition()
      },
      dragEnd: (drag: Drag, cancelled: boolean) => {
        this.dragging = false
        const velocity = cancelled ? 0 : -this.along(drag.vx, drag.vy)
        let goal = Math.round(this.position)
        if (Math.abs(velocity) > FLICK && goal === startIndex) goal = startIndex + Math.sign(velocity)
        // A drag turns as many items as it went over, a flick one.
        goal = Math.round(this.limit(goal, startIndex, true))
        const count = this.items.length
        const to = this.circular ? ((goal % count) + count) % count : Math.min(Math.max(0, goal), this.lastIndex)
        this.turnTo(to, 'touch', this.circular ? goal : to)
        this.schedulePlay()
      },
    }
  }

  private along(x: number, y: number): number {
    return this.bool('vertical') ? y : x
  }

  /** Keeps a dragged position within the items; past an end it gives way ever less. */
  private limit(position: number, from: number, hard = false): number {
    const direction = this.str('direction')
    if (direction === 'positive' && position < from) return from
    if (direction === 'negative' && position > from) return from
    if (this.circular) return position
    const last = this.lastIndex
    if (position >= 0 && position <= last) return position
    if (hard || this.bool('snap-to-edge')) return Math.min(Math.max(0, position), last)
    const past = position < 0 ? -position : position - last
    const give = 0.5 - 0.25 / (past + 0.5)
    return position < 0 ? -give : last + give
  }
}
