import { tellChrome } from '../core/chrome-requests'
import { setPage } from '../page/page-props'
import { pageResizeListeners, pageScroller, pageScrollListeners } from '../page/page-scroll'
import { animateScroll } from '../page/scroll-animation'
import { number, string } from './attributes'
import { WxElement } from './base'

const PAGE_PROPS: Record<string, string> = {
  'background-text-style': 'backgroundTextStyle',
  'background-color': 'backgroundColor',
  'background-color-top': 'backgroundColorTop',
  'background-color-bottom': 'backgroundColorBottom',
  'root-background-color': 'rootBackgroundColor',
  'page-style': 'pageStyle',
  'page-font-size': 'pageFontSize',
  'root-font-size': 'rootFontSize',
}

/** `<page-meta>`: draws nothing, sets properties of the page. */
export class PageMeta extends WxElement {
  static override attrs = {
    'background-text-style': string(),
    'background-color': string(),
    'background-color-top': string(),
    'background-color-bottom': string(),
    'root-background-color': string(),
    'page-style': string(),
    'page-font-size': string(),
    'root-font-size': string(),
    'page-orientation': string(),
    'scroll-top': number(undefined, { always: true }),
    'scroll-duration': number(300),
  }

  private scrollWanted = false

  protected override connected(): void {
    pageScrollListeners.add(this.onScroll)
    pageResizeListeners.add(this.onResize)
  }

  protected override disconnected(): void {
    pageScrollListeners.delete(this.onScroll)
    pageResizeListeners.delete(this.onResize)
    for (const [name, prop] of Object.entries(PAGE_PROPS)) if (this.has(name)) setPage({ [prop]: null })
  }

  protected override attrChanged(name: string, value: unknown): void {
    const prop = PAGE_PROPS[name]
    if (prop !== undefined) setPage({ [prop]: value })
    else if (name === 'page-orientation') tellChrome('pageOrientation', { orientation: value })
    else if (name === 'scroll-top') {
      this.scrollWanted = true
      this.invalidate()
    }
  }

  override update(): void {
    const top = this.get('scroll-top')
    if (!this.scrollWanted || typeof top !== 'number') return
    this.scrollWanted = false
    animateScroll(pageScroller(), undefined, top, this.num('scroll-duration'), () => this.emit('scrolldone', {}))
  }

  private readonly onScroll = (scrollTop: number) => {
    this.emit('scroll', { scrollTop })
  }

  private readonly onResize = (windowWidth: number, windowHeight: number) => {
    this.emit('resize', { size: { windowWidth, windowHeight } })
  }
}
