import { canScroll } from '../events/catch-move'
import { onScroll as spendTap } from '../events/touch'
import { animateScroll } from '../page/scroll-animation'
import { any, boolean, number, oneOf, string } from './attributes'
import { type Drag, type DragClient, WxElement, template } from './base'
import { Refresher } from './refresher'

/** Duration of `scroll-with-animation`, ms. */
const ANIMATED_MS = 300

const MARKUP = template(`<style>
.outer,.main{position:relative;width:100%;height:100%;max-height:inherit}
.main{overflow:hidden;overscroll-behavior:contain;-webkit-overflow-scrolling:touch;scrollbar-width:none}
.main::-webkit-scrollbar{width:0;height:0;display:none}
.content{width:100%;height:100%}
:host([using-sticky]) .content{height:auto;min-height:100%}
:host([enable-flex]) .content{display:flex;flex-direction:inherit;flex-wrap:inherit;align-items:inherit;justify-content:inherit}
:host([paging-enabled]) .main{scroll-snap-type:both mandatory}
:host([paging-enabled]) ::slotted(*){scroll-snap-align:start}
</style><div class="outer"><div class="main"><div class="refresher"></div><div class="content"><slot></slot></div></div></div>`)

/** `<scroll-view>` */
export class ScrollView extends WxElement {
  static override attrs = {
    'scroll-x': boolean(false, { reflect: true }),
    'scroll-y': boolean(false, { reflect: true }),
    'upper-threshold': number(50),
    'lower-threshold': number(50),
    'scroll-top': number(undefined, { always: true }),
    'scroll-left': number(undefined, { always: true }),
    'scroll-into-view': string('', { always: true }),
    'scroll-into-view-offset': number(0),
    'scroll-into-view-alignment': oneOf(['start', 'center', 'end', 'nearest']),
    'scroll-with-animation': boolean(false),
    'enable-back-to-top': boolean(false),
    'enable-flex': boolean(false, { reflect: true }),
    'enable-passive': boolean(false),
    'scroll-anchoring': boolean(false),
    'using-sticky': boolean(false, { reflect: true }),
    enhanced: boolean(false),
    bounces: boolean(true),
    'show-scrollbar': boolean(true),
    'paging-enabled': boolean(false, { reflect: true }),
    'fast-deceleration': boolean(false),
    type: string(),
    reverse: boolean(false),
    clip: boolean(true),
    padding: any(),
    'refresher-enabled': boolean(false),
    'refresher-threshold': number(45),
    'refresher-default-style': oneOf(['black', 'white', 'none']),
    'refresher-background': string(),
    'refresher-triggered': boolean(false, { always: true }),
  }

  /** The element that scrolls. */
  readonly scroller: HTMLElement
  private readonly refresher: Refresher
  private readonly pending = new Set<string>()
  private lastLeft = 0
  private lastTop = 0
  /** Edges within whose threshold the content lies, so that each entry is told once. */
  private readonly near = new Set<string>()
  private nearSize = ''
  private enabled = true
  private dragStart: { time: number; top: number; left: number } | undefined

  constructor() {
    super()
    const root = this.shadow(MARKUP)
    this.scroller = root.querySelector('.main') as HTMLElement
    this.refresher = new Refresher(this, this.scroller, root.querySelector('.refresher') as HTMLElement)
    this.scroller.addEventListener('scroll', () => this.onScroll(), { passive: true })
    this.scroller.addEventListener('wheel', (event) => this.onWheel(event), { passive: false })
    this.drag = this.dragClient()
  }

  override readonly methods = {
    scrollTo: (to: { top?: number; left?: number; duration?: number; animated?: boolean; velocity?: number }) => {
      const { top, left, animated = true, duration = ANIMATED_MS } = to ?? {}
      animateScroll(this.scroller, left, top, animated ? duration : 0)
    },
    /** Positional options arrive as an object of their own beside the selector. */
    scrollIntoView: (to: { selector: string } & Record<string, unknown>) => {
      const nested = Object.values(to).find((value) => typeof value === 'object' && value !== null)
      const { offset = 0, animated = true } = (nested ?? to) as { offset?: number; animated?: boolean }
      const target = findBySelector(this, String(to.selector))
      if (target !== null) this.scrollToNode(target, Number(offset) || 0, animated)
    },
    triggerRefresh: () => this.refresher.start(),
    closeRefresh: () => this.refresher.stop(),
    /** Assigned properties of ScrollViewContext. */
    set: (props: Record<string, unknown>) => {
      if (props.scrollEnabled !== undefined) {
        this.enabled = Boolean(props.scrollEnabled)
        this.invalidate()
      }
      for (const name of ['bounces', 'showScrollbar', 'pagingEnabled', 'fastDeceleration']) {
        if (props[name] !== undefined) this.setAttr(name, props[name])
      }
    },
  }

  /** Where the view really stands, for selector queries. */
  override liveValue(name: string): unknown {
    if (name === 'scrollTop') return this.scroller.scrollTop
    return name === 'scrollLeft' ? this.scroller.scrollLeft : undefined
  }

  protected override attrChanged(name: string): void {
    if (name === 'scroll-top' || name === 'scroll-left' || name === 'scroll-into-view') this.pending.add(name)
    if (name.startsWith('refresher-')) this.refresher.attrChanged(name)
    if (name === 'enhanced') this.watchDrags()
    this.invalidate()
  }

  protected override connected(): void {
    this.invalidate()
  }

  override update(): void {
    const { style } = this.scroller
    const x = this.bool('scroll-x') && this.enabled
    const y = this.bool('scroll-y') && this.enabled
    style.overflowX = x ? 'auto' : 'hidden'
    style.overflowY = y ? 'auto' : 'hidden'
    style.touchAction = x && y ? 'pan-x pan-y' : x ? 'pan-x' : y ? 'pan-y' : 'auto'
    style.overscrollBehavior = this.bool('bounces') ? 'contain' : 'none'
    style.setProperty('overflow-anchor', this.bool('scroll-anchoring') ? 'auto' : 'none')
    if (this.isConnected) this.applyPosition()
  }

  private applyPosition(): void {
    const animated = this.bool('scroll-with-animation')
    const duration = animated ? ANIMATED_MS : 0
    if (this.pending.delete('scroll-into-view')) {
      const id = this.str('scroll-into-view')
      const target = id === '' ? null : this.querySelector(`#${CSS.escape(id)}`)
      if (target !== null) {
        this.pending.clear()
        this.scrollToNode(target, this.num('scroll-into-view-offset'), animated)
        return
      }
    }
    const top = this.pending.delete('scroll-top') ? this.get('scroll-top') : undefined
    const left = this.pending.delete('scroll-left') ? this.get('scroll-left') : undefined
    if (typeof top === 'number' || typeof left === 'number') {
      animateScroll(this.scroller, left as number | undefined, top as number | undefined, duration)
    }
  }

  private scrollToNode(target: Element, offset: number, animated: boolean): void {
    const box = target.getBoundingClientRect()
    const frame = this.scroller.getBoundingClientRect()
    const { clientWidth, clientHeight, scrollLeft, scrollTop } = this.scroller
    const slackX = { start: 0, center: (clientWidth - box.width) / 2, end: clientWidth - box.width, nearest: 0 }
    const slackY = { start: 0, center: (clientHeight - box.height) / 2, end: clientHeight - box.height, nearest: 0 }
    const align = this.str('scroll-into-view-alignment') as keyof typeof slackX
    const left = this.bool('scroll-x') ? scrollLeft + box.left - frame.left + offset - slackX[align] : undefined
    const top = this.bool('scroll-y') ? scrollTop + box.top - frame.top + offset - slackY[align] : undefined
    animateScroll(this.scroller, left, top, animated ? ANIMATED_MS : 0)
  }

  private onScroll(): void {
    spendTap()
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = this.scroller
    const deltaX = this.lastLeft - scrollLeft
    const deltaY = this.lastTop - scrollTop
    if (deltaX === 0 && deltaY === 0) return
    this.lastLeft = scrollLeft
    this.lastTop = scrollTop
    this.emit('scroll', { scrollLeft, scrollTop, scrollHeight, scrollWidth, deltaX, deltaY })
    // Content that has grown or shrunk makes the edges new ones.
    const size = `${scrollWidth}x${scrollHeight}`
    if (size !== this.nearSize) this.near.clear()
    this.nearSize = size
    const upper = this.num('upper-threshold')
    const lower = this.num('lower-threshold')
    if (this.bool('scroll-y')) {
      this.edge('scrolltoupper', 'top', scrollTop <= upper, deltaY > 0)
      this.edge('scrolltolower', 'bottom', scrollTop + clientHeight >= scrollHeight - lower, deltaY < 0)
    }
    if (this.bool('scroll-x')) {
      this.edge('scrolltoupper', 'left', scrollLeft <= upper, deltaX > 0)
      this.edge('scrolltolower', 'right', scrollLeft + clientWidth >= scrollWidth - lower, deltaX < 0)
    }
  }

  private edge(type: string, direction: string, inside: boolean, towards: boolean): void {
    if (!inside) this.near.delete(direction)
    else if (towards && !this.near.has(direction)) {
      this.near.add(direction)
      this.emit(type, { direction })
    }
  }

  /** A wheel has one axis: on a view that scrolls sideways only, it scrolls sideways. */
  private onWheel(event: WheelEvent): void {
    if (!this.bool('scroll-x') || this.bool('scroll-y') || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
    if (!canScroll(this.scroller, event.deltaY, 0)) return
    event.preventDefault()
    this.scroller.scrollLeft += event.deltaY
  }

  private dragClient(): DragClient {
    let left = 0
    let top = 0
    let refreshing = false
    return {
      dragClaim: (drag: Drag) => {
        refreshing = this.refresher.claims(drag)
        if (refreshing) return true
        left = this.scroller.scrollLeft
        top = this.scroller.scrollTop
        return drag.mouse && canScroll(this.scroller, -drag.dx, -drag.dy)
      },
      dragMove: (drag: Drag) => {
        if (refreshing) this.refresher.pull(drag.dy)
        else {
          if (this.bool('scroll-x')) this.scroller.scrollLeft = left - drag.dx
          if (this.bool('scroll-y')) this.scroller.scrollTop = top - drag.dy
        }
      },
      dragEnd: (_drag: Drag, cancelled: boolean) => {
        if (refreshing) this.refresher.letGo(cancelled)
        else if (!cancelled && _drag.mouse) this.coast(_drag)
      },
    }
  }

  /** Runs on after a drag by the mouse, as a touch screen would. */
  private coast(drag: Drag): void {
    const left = this.bool('scroll-x') ? this.scroller.scrollLeft - drag.vx * 200 : undefined
    const top = this.bool('scroll-y') ? this.scroller.scrollTop - drag.vy * 200 : undefined
    if (Math.hypot(drag.vx, drag.vy) > 0.2) animateScroll(this.scroller, left, top, ANIMATED_MS)
  }

  /** `enhanced` views tell of the finger, too. */
  private watchDrags(): void {
    const { scroller } = this
    const passive = { passive: true }
    scroller.removeEventListener('touchstart', this.onDragStart)
    scroller.removeEventListener('touchmove', this.onDragging)
    scroller.removeEventListener('touchend', this.onDragEnd)
    if (!this.bool('enhanced')) return
    scroller.addEventListener('touchstart', this.onDragStart, passive)
    scroller.addEventListener('touchmove', this.onDragging, passive)
    scroller.addEventListener('touchend', this.onDragEnd, passive)
  }

  private readonly onDragStart = () => {
    const { scrollTop, scrollLeft } = this.scroller
    this.dragStart = { time: performance.now(), top: scrollTop, left: scrollLeft }
    this.emit('dragstart', { scrollTop, scrollLeft })
  }

  private readonly onDragging = () => {
    const { scrollTop, scrollLeft } = this.scroller
    this.emit('dragging', { scrollTop, scrollLeft })
  }

  private readonly onDragEnd = () => {
    const { scrollTop, scrollLeft } = this.scroller
    const elapsed = Math.max(1, performance.now() - (this.dragStart?.time ?? 0))
    const velocity = {
      x: (scrollLeft - (this.dragStart?.left ?? scrollLeft)) / elapsed,
      y: (scrollTop - (this.dragStart?.top ?? scrollTop)) / elapsed,
    }
    this.emit('dragend', { scrollTop, scrollLeft, velocity })
  }
}

/** First descendant for a selector of the mini-program, whose class names may carry a style scope. */
function findBySelector(root: Element, selector: string): Element | null {
  const name = /^\.([\w-]+)$/.exec(selector)?.[1]
  if (name === undefined) return root.querySelector(selector)
  for (const element of root.querySelectorAll('[class]')) {
    for (const own of element.classList) if (own === name || own.endsWith(`--${name}`)) return element
  }
  return null
}
