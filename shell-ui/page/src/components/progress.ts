import { boolean, number, oneOf, string } from './attributes'
import { WxElement, template } from './base'

const MARKUP = template(
  '<style>:host{display:flex;align-items:center}.bar{flex:1;overflow:hidden;height:6px}.fill{width:0;height:100%}.info{margin:0 0 0 15px;min-width:2em;font-size:16px}</style><div class="bar"><div class="fill"></div></div><div class="info" hidden></div>',
)

/** `<progress>` */
export class Progress extends WxElement {
  static override attrs = {
    percent: number(0),
    'show-info': boolean(false),
    'border-radius': string('0'),
    'font-size': string('16'),
    'stroke-width': string('6'),
    color: string('#09BB07'),
    'active-color': string(),
    'background-color': string('#EBEBEB'),
    active: boolean(false),
    'active-mode': oneOf(['backwards', 'forwards']),
    duration: number(30),
  }

  private readonly bar: HTMLElement
  private readonly fill: HTMLElement
  private readonly info: HTMLElement
  private shown = 0
  private frame = 0
  private percentChanged = false

  constructor() {
    super()
    const root = this.shadow(MARKUP)
    this.bar = root.querySelector('.bar') as HTMLElement
    this.fill = root.querySelector('.fill') as HTMLElement
    this.info = root.querySelector('.info') as HTMLElement
  }

  protected override attrChanged(name: string): void {
    if (name === 'percent' || name === 'active') this.percentChanged = true
    this.invalidate()
  }

  protected override connected(): void {
    this.percentChanged = true
    this.invalidate()
  }

  override released(): void {
    cancelAnimationFrame(this.frame)
  }

  override update(): void {
    this.bar.style.height = px(this.str('stroke-width'))
    this.bar.style.borderRadius = px(this.str('border-radius'))
    this.bar.style.backgroundColor = this.str('background-color')
    this.fill.style.borderRadius = px(this.str('border-radius'))
    this.fill.style.backgroundColor = this.str('active-color') || this.str('color')
    this.info.hidden = !this.bool('show-info')
    this.info.style.fontSize = px(this.str('font-size'))
    if (!this.percentChanged) return
    this.percentChanged = false
    cancelAnimationFrame(this.frame)
    const target = Math.min(100, Math.max(0, this.num('percent')))
    if (!this.bool('active')) {
      this.show(target)
      return
    }
    this.run(this.str('active-mode') === 'forwards' ? this.shown : 0, target)
  }

  /** `duration` is the time of one percent, ms. */
  private run(from: number, to: number): void {
    const start = performance.now()
    const step = (now: number) => {
      const done = Math.max(0, now - start) / Math.max(1, this.num('duration'))
      const value = to >= from ? Math.min(to, from + done) : Math.max(to, from - done)
      this.show(value)
      if (value !== to) this.frame = requestAnimationFrame(step)
      else this.emit('activeend', { curPercent: to })
    }
    this.show(from)
    this.frame = requestAnimationFrame(step)
  }

  private show(value: number): void {
    this.shown = value
    this.fill.style.width = `${value}%`
    this.info.textContent = `${Math.floor(value)}%`
  }
}

/** A length that may lack its unit. */
export function px(value: string): string {
  return /^-?[\d.]+$/.test(value) ? `${value}px` : value
}
