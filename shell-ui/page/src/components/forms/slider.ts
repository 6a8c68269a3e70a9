import { boolean, number, string } from '../attributes'
import { type Drag, type DragClient, type TapContext, template, WxElement } from '../base'
import type { FormField } from './form-field'
import { fraction, type SliderRange, snap } from './slider-value'

const MARKUP = template(`<style>
  .row { display: flex; align-items: center; padding: 8px 0; }
  .track { position: relative; flex: 1; padding: 8px 0; margin: -8px 0; cursor: pointer; touch-action: pan-y; }
  .rail { position: relative; height: 2px; border-radius: 5px; background: var(--wx-slider-rail, #e9e9e9); }
  .done { height: 100%; width: 0; border-radius: inherit; background: #1aad19; }
  .block { position: absolute; top: 50%; left: 0; border-radius: 50%; background: #fff; transform: translate(-50%, -50%);
    box-shadow: 0 0 4px rgba(0, 0, 0, 0.2); }
  .value { min-width: 3ch; padding-left: 1em; color: var(--wx-slider-value, #888); font-size: 15px; text-align: center; font-variant-numeric: tabular-nums; }
  .value[hidden] { display: none; }
</style><div class="row"><div class="track"><div class="rail"><div class="done"></div></div><div class="block"></div></div><div class="value" hidden></div></div>`)

/** WeChat keeps the knob between these, px. */
const BLOCK_MIN = 12
const BLOCK_MAX = 28

/** `<slider>` */
export class Slider extends WxElement implements FormField {
  static override attrs = {
    name: string(),
    min: number(0),
    max: number(100),
    step: number(1),
    disabled: boolean(false, { reflect: true }),
    value: number(0, { always: true }),
    color: string('#e9e9e9'),
    'selected-color': string('#1aad19'),
    'active-color': string('#1aad19'),
    'background-color': string('#e9e9e9'),
    'block-size': number(28),
    'block-color': string('#ffffff'),
    'show-value': boolean(false),
  }

  private readonly track: HTMLElement
  private readonly rail: HTMLElement
  private readonly done: HTMLElement
  private readonly block: HTMLElement
  private readonly label: HTMLElement
  private dragging = false
  private startValue = 0

  override readonly drag: DragClient = {
    dragClaim: (drag) => this.claims(drag),
    dragMove: (drag) => this.moveTo(drag.x),
    dragEnd: () => this.finish(),
  }

  constructor() {
    super()
    const root = this.shadow(MARKUP)
    const part = (name: string) => root.querySelector(name) as HTMLElement
    this.track = part('.track')
    this.rail = part('.rail')
    this.done = part('.done')
    this.block = part('.block')
    this.label = part('.value')
  }

  get formName(): string {
    return this.str('name')
  }

  formValue(): number {
    return this.value
  }

  formReset(): void {
    this.setFromView('value', this.num('min'))
    this.draw()
  }

  /** What it shows: the attribute, brought into range. */
  get value(): number {
    return snap(this.num('value'), this.range())
  }

  override onTap(tap: TapContext): void {
    if (tap.handled || this.bool('disabled')) return
    tap.handled = true
    const before = this.value
    this.moveTo(tap.x - scrollX, false)
    if (this.value !== before) this.emit('change', { value: this.value })
  }

  protected override connected(): void {
    this.setAttribute('role', 'slider')
    if (!this.hasAttribute('tabindex')) {
      this.tabIndex = 0
      this.addEventListener('keydown', (event) => this.onKey(event))
    }
    this.draw()
  }

  protected override attrChanged(name: string): void {
    // The finger knows better than an echo of what it has just said.
    if (name === 'value' && this.dragging) return
    this.invalidate()
  }

  override update(): void {
    this.draw()
  }

  private range(): SliderRange {
    return { min: this.num('min'), max: this.num('max'), step: this.num('step') }
  }

  private claims(drag: Drag): boolean {
    if (this.bool('disabled') || Math.abs(drag.dy) > Math.abs(drag.dx)) return false
    this.dragging = true
    this.startValue = this.value
    return true
  }

  private moveTo(clientX: number, changing = true): void {
    const box = this.track.getBoundingClientRect()
    const { min, max } = this.range()
    const share = box.width > 0 ? (clientX - box.left) / box.width : 0
    const next = snap(min + share * (max - min), this.range())
    if (next === this.value) return
    this.setFromView('value', next)
    this.draw()
    if (changing) this.emit('changing', { value: next })
  }

  private finish(): void {
    this.dragging = false
    this.draw()
    if (this.value !== this.startValue) this.emit('change', { value: this.value })
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
    if (step === undefined || this.bool('disabled')) return
    event.preventDefault()
    const next = snap(this.value + step * (this.num('step') > 0 ? this.num('step') : 1), this.range())
    if (next === this.value) return
    this.setFromView('value', next)
    this.draw()
    this.emit('change', { value: next })
  }

  private draw(): void {
    const { value } = this
    const percent = `${fraction(value, this.range()) * 100}%`
    const size = `${Math.min(Math.max(this.num('block-size'), BLOCK_MIN), BLOCK_MAX)}px`
    this.done.style.width = percent
    this.block.style.left = percent
    this.block.style.width = size
    this.block.style.height = size
    this.block.style.backgroundColor = this.str('block-color')
    // `color` and `selected-color` are the older names.
    this.rail.style.backgroundColor = this.has('background-color') ? this.str('background-color') : this.has('color') ? this.str('color') : ''
    this.done.style.backgroundColor = this.has('active-color') ? this.str('active-color') : this.str('selected-color')
    this.label.hidden = !this.bool('show-value')
    this.label.textContent = String(value)
    this.setAttribute('aria-valuemin', String(this.num('min')))
    this.setAttribute('aria-valuemax', String(this.num('max')))
    this.setAttribute('aria-valuenow', String(value))
    this.setAttribute('aria-disabled', String(this.bool('disabled')))
  }
}
