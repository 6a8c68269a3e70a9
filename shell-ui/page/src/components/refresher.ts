import { blockScrollWhileDragging } from '../events/drags'
import type { Drag, WxElement } from './base'

/** A finger drags the content this much of its own way. */
const RESISTANCE = 0.5
const SETTLE_MS = 250

const MARKUP = `<style>
.refresher{overflow:hidden;height:0;position:relative}
.dots{position:absolute;left:0;right:0;bottom:0;height:45px;display:flex;align-items:center;justify-content:center}
.dots i{width:8px;height:8px;margin:0 4px;border-radius:50%;background:currentColor;opacity:.4}
@keyframes blink{0%,60%,100%{opacity:.2}30%{opacity:.8}}
.playing .dots i{animation:blink 1s infinite}
.playing .dots i:nth-child(2){animation-delay:.16s}
.playing .dots i:nth-child(3){animation-delay:.32s}
</style><div class="dots"><i></i><i></i><i></i></div><slot name="refresher"></slot>`

/** The custom pull-down refresh of a scroll-view (`refresher-*`). */
export class Refresher {
  private distance = 0
  private refreshing = false
  private installed = false

  constructor(
    private readonly view: WxElement,
    private readonly scroller: HTMLElement,
    private readonly strip: HTMLElement,
  ) {}

  attrChanged(name: string): void {
    if (name === 'refresher-enabled' && this.view.bool(name)) this.install()
    if (name === 'refresher-triggered') {
      if (this.view.bool(name)) this.start()
      else this.stop()
    }
    if (!this.installed) return
    const look = this.view.str('refresher-default-style')
    this.strip.style.background = this.view.str('refresher-background')
    const dots = this.strip.querySelector('.dots') as HTMLElement
    dots.style.display = look === 'none' ? 'none' : ''
    dots.style.color = look === 'white' ? '#fff' : '#000'
  }

  claims(drag: Drag): boolean {
    if (!this.view.bool('refresher-enabled') || this.refreshing) return false
    return drag.dy > 0 && drag.dy >= Math.abs(drag.dx) && this.scroller.scrollTop <= 0
  }

  pull(dy: number): void {
    this.place(Math.max(0, dy) * RESISTANCE, 0)
    this.view.emit('refresherpulling', { dy: this.distance })
  }

  letGo(cancelled: boolean): void {
    if (!cancelled && this.distance >= this.view.num('refresher-threshold')) {
      this.start()
      return
    }
    this.place(0, SETTLE_MS)
    this.view.emit('refresherabort', { dy: this.distance })
  }

  /** Into the refreshing state, by the finger or by `refresher-triggered`. */
  start(): void {
    if (this.refreshing || !this.view.bool('refresher-enabled')) return
    this.refreshing = true
    this.install()
    this.strip.classList.add('playing')
    this.place(this.view.num('refresher-threshold'), SETTLE_MS)
    this.view.emit('refresherrefresh', { dy: this.distance })
  }

  /** Back to rest. */
  stop(): void {
    if (!this.refreshing) return
    this.refreshing = false
    this.strip.classList.remove('playing')
    this.place(0, SETTLE_MS)
    this.view.emit('refresherrestore', { dy: 0 })
  }

  private install(): void {
    if (this.installed) return
    this.installed = true
    this.strip.innerHTML = MARKUP
    blockScrollWhileDragging(this.scroller)
  }

  private place(to: number, duration: number): void {
    this.distance = to
    this.strip.style.transition = duration > 0 ? `height ${duration}ms ease-out` : 'none'
    this.strip.style.height = `${to}px`
  }
}
