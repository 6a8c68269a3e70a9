import type { PageElement } from '../core/node'
import { boolean, number, oneOf, string } from './attributes'
import { type TapContext, WxElement, template } from './base'

/** `<root-portal>`: its children are drawn above the page, free of transforms and clips around it. */
export class RootPortal extends WxElement {
  static override attrs = { enable: boolean(true) }

  private readonly layer: PageElement = document.createElement('wx-portal-layer')

  constructor() {
    super()
    this.layer.$owner = this as PageElement
    this.$content = this.layer
  }

  protected override connected(): void {
    this.put()
  }

  protected override disconnected(): void {
    this.layer.remove()
  }

  protected override attrChanged(): void {
    if (this.isConnected) this.put()
  }

  /** Into the page element, so that what `page` hands down (custom properties, fonts) still arrives. */
  private put(): void {
    if (this.bool('enable')) (document.querySelector('wx-page') ?? document.body).append(this.layer)
    else this.append(this.layer)
  }
}

const CONTAINER = template(`<style>
.overlay{position:fixed;top:0;right:0;bottom:0;left:0;background:rgba(0,0,0,.5);opacity:0;transition-property:opacity}
.panel{position:fixed;max-height:100%;overflow:auto;background:#fff;transition-property:transform,opacity}
.panel.bottom{left:0;right:0;bottom:0;transform:translateY(100%)}
.panel.top{left:0;right:0;top:0;transform:translateY(-100%)}
.panel.right{top:0;bottom:0;right:0;width:100%;transform:translateX(100%)}
.panel.center{left:50%;top:50%;transform:translate(-50%,-50%) scale(.9);opacity:0}
.round.bottom{border-radius:20px 20px 0 0}.round.top{border-radius:0 0 20px 20px}.round.center{border-radius:20px}
.open .overlay{opacity:1}
.open .panel{transform:none;opacity:1}
.open .panel.center{transform:translate(-50%,-50%)}
</style><div class="root" hidden><div class="overlay"></div><div class="panel"><slot></slot></div></div>`)

/** `<page-container>`: a sheet over the page. */
export class PageContainer extends WxElement {
  static override attrs = {
    show: boolean(false),
    duration: number(300),
    'z-index': number(100),
    overlay: boolean(true),
    position: oneOf(['bottom', 'top', 'right', 'center']),
    round: boolean(false),
    'close-on-slide-down': boolean(false),
    'overlay-style': string(),
    'custom-style': string(),
  }

  private readonly root: HTMLElement
  private readonly shade: HTMLElement
  private readonly panel: HTMLElement
  private shown = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.root = this.shadow(CONTAINER).querySelector('.root') as HTMLElement
    this.shade = this.root.querySelector('.overlay') as HTMLElement
    this.panel = this.root.querySelector('.panel') as HTMLElement
  }

  protected override attrChanged(): void {
    this.invalidate()
  }

  override onTap(tap: TapContext): void {
    // Children are slotted into the panel; a tap on the component itself hit the overlay.
    if (!this.shown || tap.target !== (this as PageElement)) return
    this.emit('clickoverlay', {})
    this.setFromView('show', false)
    this.invalidate()
  }

  override released(): void {
    clearTimeout(this.timer)
  }

  override update(): void {
    const duration = `${this.num('duration')}ms`
    this.root.style.cssText = `position:relative;z-index:${this.num('z-index')}`
    this.shade.style.cssText = this.str('overlay-style')
    this.shade.style.transitionDuration = duration
    this.shade.style.display = this.bool('overlay') ? '' : 'none'
    this.panel.style.cssText = this.str('custom-style')
    this.panel.style.transitionDuration = duration
    this.panel.className = `panel ${this.str('position')}${this.bool('round') ? ' round' : ''}`
    if (this.bool('show') !== this.shown) this.turn(this.bool('show'))
  }

  private turn(show: boolean): void {
    this.shown = show
    clearTimeout(this.timer)
    const [before, during, after] = show ? ['beforeenter', 'enter', 'afterenter'] : ['beforeleave', 'leave', 'afterleave']
    this.emit(before as string, {})
    this.root.hidden = false
    this.root.getBoundingClientRect()
    this.root.classList.toggle('open', show)
    this.emit(during as string, {})
    this.timer = setTimeout(() => {
      this.root.hidden = !show
      this.emit(after as string, {})
    }, this.num('duration'))
  }
}

/** `<match-media>`: shows its children where the page has the wanted size. */
export class MatchMedia extends WxElement {
  static override attrs = {
    'min-width': number(undefined),
    'max-width': number(undefined),
    width: number(undefined),
    'min-height': number(undefined),
    'max-height': number(undefined),
    height: number(undefined),
    orientation: string(),
  }

  protected override attrChanged(): void {
    this.invalidate()
  }

  protected override connected(): void {
    addEventListener('resize', this.look)
    this.invalidate()
  }

  protected override disconnected(): void {
    removeEventListener('resize', this.look)
  }

  override update(): void {
    const conditions = Object.keys(MatchMedia.attrs)
      .filter((name) => this.has(name) && this.get(name) !== undefined && this.get(name) !== '')
      .map((name) => `(${name}:${name === 'orientation' ? this.str(name) : `${this.num(name)}px`})`)
    this.toggleAttribute('wx-off', conditions.length > 0 && !matchMedia(conditions.join(' and ')).matches)
  }

  private readonly look = () => this.invalidate()
}

/** `<sticky-header>` */
export class StickyHeader extends WxElement {
  static override attrs = { 'offset-top': number(0), 'allow-overlapping': boolean(false) }

  protected override attrChanged(): void {
    this.styleChanged()
  }

  protected override styleChanged(): void {
    this.style.top = `${this.num('offset-top')}px`
  }
}
