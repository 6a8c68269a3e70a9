import { up } from '../../core/node'
import { type Drag, type DragClient, type TapContext, template, WxElement } from '../base'
import type { PickerView } from './picker-view'
import { scopedClass } from './scoped-class'
import { ease, indexAt, landing, rubber, settleTime, type WheelShape } from './wheel'

const MARKUP = template(`<style>
  .group { position: relative; height: 100%; overflow: hidden; touch-action: none; }
  .content { position: absolute; left: 0; right: 0; will-change: transform; }
  ::slotted(:not([slot])) { height: var(--wx-item) !important; overflow: hidden; }
</style><div class="group"><div class="content"><slot></slot></div><slot name="mask"></slot><slot name="indicator"></slot></div>`)

/** px of an item where no indicator style says otherwise. */
const DEFAULT_ITEM = 34
/** Wheel units of a mouse that turn one item. */
const WHEEL_STEP = 40

/** `<picker-view-column>`: one wheel. */
export class PickerViewColumn extends WxElement {
  private readonly group: HTMLElement
  private readonly content: HTMLElement
  private mask: HTMLElement | undefined
  private indicator: HTMLElement | undefined
  private watcher: ResizeObserver | undefined
  private item = DEFAULT_ITEM
  private index = 0
  private offset = 0
  private grabbedAt = 0
  private frame = 0
  private turned = 0
  private moving = false

  override readonly drag: DragClient = {
    dragBegin: () => this.grab(),
    dragClaim: (drag) => this.claims(drag),
    dragMove: (drag) => this.place(rubber(this.grabbedAt - drag.dy, this.shape())),
    dragEnd: (drag, cancelled) => this.release(cancelled ? 0 : -drag.vy),
  }

  constructor() {
    super()
    const root = this.shadow(MARKUP)
    this.group = root.querySelector('.group') as HTMLElement
    this.content = root.querySelector('.content') as HTMLElement
    this.group.addEventListener('wheel', (event) => this.onWheel(event), { passive: false })
  }

  /** The item in the middle. */
  get selected(): number {
    return this.index
  }

  /** Brings an item to the middle without an event. */
  select(wanted: number): void {
    if (this.moving) return
    this.index = this.bounded(wanted)
    this.place(this.index * this.item)
  }

  /** Indicator and mask as the picker-view says. They are light children so that `*-class` reaches them. */
  decorate(): void {
    const owner = this.owner()
    if (owner === undefined || !this.isConnected) return
    this.mask ??= this.layer('mask')
    this.indicator ??= this.layer('indicator')
    this.mask.className = scopedClass(owner, `wx-picker-mask ${owner.str('mask-class')}`)
    this.mask.style.cssText = owner.str('mask-style')
    this.indicator.className = scopedClass(owner, `wx-picker-indicator ${owner.str('indicator-class')}`)
    this.indicator.style.cssText = owner.str('indicator-style')
    this.measure()
  }

  protected override connected(): void {
    this.decorate()
    if (typeof ResizeObserver === 'function') {
      this.watcher ??= new ResizeObserver(() => this.measure())
      this.watcher.observe(this)
      if (this.indicator !== undefined) this.watcher.observe(this.indicator)
    }
    this.invalidate()
  }

  protected override disconnected(): void {
    this.watcher?.disconnect()
    cancelAnimationFrame(this.frame)
    if (this.moving) this.settled()
  }

  override childListChanged(): void {
    this.invalidate()
  }

  override update(): void {
    const owner = this.owner()
    if (owner !== undefined) this.select(owner.wanted(this))
  }

  override onTap(tap: TapContext): void {
    if (tap.handled || this.count() === 0) return
    const box = this.group.getBoundingClientRect()
    const steps = Math.round((tap.y - scrollY - (box.top + box.height / 2)) / this.item)
    if (steps === 0) return
    tap.handled = true
    this.start()
    this.glide(this.bounded(this.index + steps), 0)
  }

  private owner(): PickerView | undefined {
    for (let at = up(this); at !== null; at = up(at)) {
      if (at.localName === 'wx-picker-view') return at as unknown as PickerView
    }
    return undefined
  }

  private layer(name: string): HTMLElement {
    const layer = document.createElement('div')
    layer.slot = name
    this.append(layer)
    return layer
  }

  private count(): number {
    let count = 0
    for (const child of this.children) if (child.slot === '') count += 1
    return count
  }

  private shape(): WheelShape {
    return { item: this.item, count: this.count() }
  }

  private bounded(index: number): number {
    return Math.min(Math.max(index, 0), Math.max(this.count() - 1, 0))
  }

  private measure(): void {
    const height = this.indicator?.offsetHeight ?? 0
    this.item = height > 0 ? height : DEFAULT_ITEM
    const middle = (this.group.clientHeight - this.item) / 2
    this.style.setProperty('--wx-item', `${this.item}px`)
    this.content.style.top = `${middle}px`
    if (this.indicator !== undefined) this.indicator.style.top = `${middle}px`
    if (this.mask !== undefined) this.mask.style.backgroundSize = `100% ${Math.max(middle, 0)}px`
    if (!this.moving) this.place(this.index * this.item)
  }

  protected override styleChanged(): void {
    this.style.setProperty('--wx-item', `${this.item}px`)
  }

  private place(offset: number): void {
    this.offset = offset
    this.content.style.transform = `translate3d(0, ${-offset}px, 0)`
  }

  private halt(): void {
    cancelAnimationFrame(this.frame)
    this.frame = 0
  }

  /** A finger stops a turning wheel; if it goes up again without a drag, the wheel still has to come to rest. */
  private grab(): void {
    if (!this.moving) return
    this.halt()
    const letGo = () => {
      for (const type of ['touchend', 'touchcancel', 'mouseup']) removeEventListener(type, letGo)
      // Drags and taps are dealt with in this same event.
      queueMicrotask(() => {
        if (this.moving && this.frame === 0) this.release(0)
      })
    }
    for (const type of ['touchend', 'touchcancel', 'mouseup']) addEventListener(type, letGo)
  }

  private start(): void {
    if (this.moving) return
    this.moving = true
    this.owner()?.pickStart()
  }

  private claims(drag: Drag): boolean {
    if (Math.abs(drag.dx) > Math.abs(drag.dy)) return false
    this.grabbedAt = this.offset + drag.dy
    this.start()
    return true
  }

  private release(velocity: number): void {
    this.glide(landing(this.offset, velocity, this.shape()), velocity)
  }

  /** Runs to an item and tells of it there, or at once with `immediate-change`. */
  private glide(target: number, velocity: number): void {
    this.halt()
    const from = this.offset
    const to = target * this.item
    const time = settleTime(to - from, velocity)
    this.index = target
    const owner = this.owner()
    if (owner?.bool('immediate-change')) owner.columnChanged(this, target)
    if (from === to) {
      this.settled()
      return
    }
    const begun = performance.now()
    const step = () => {
      const share = Math.min((performance.now() - begun) / time, 1)
      this.place(from + (to - from) * ease(share))
      if (share < 1) this.frame = requestAnimationFrame(step)
      else this.settled()
    }
    this.frame = requestAnimationFrame(step)
  }

  private settled(): void {
    this.frame = 0
    this.moving = false
    // Items may have gone while the wheel was turning.
    const index = this.bounded(indexAt(this.offset, this.shape()))
    this.index = index
    this.place(index * this.item)
    const owner = this.owner()
    owner?.columnChanged(this, index)
    owner?.pickEnd()
  }

  private onWheel(event: WheelEvent): void {
    event.preventDefault()
    this.turned += event.deltaMode === 0 ? event.deltaY : event.deltaY * WHEEL_STEP
    const steps = Math.trunc(this.turned / WHEEL_STEP)
    if (steps === 0) return
    this.turned -= steps * WHEEL_STEP
    const target = this.bounded(this.index + steps)
    if (target === this.index) return
    this.start()
    this.glide(target, 0)
  }
}
