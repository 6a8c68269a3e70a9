import { boolean, number, string } from './attributes'
import { WxElement } from './base'

/** Attributes of everything that can show a pressed state. */
export function hoverAttrs(className: string, start: number, stay: number) {
  return {
    'hover-class': string(className),
    'hover-stop-propagation': boolean(false),
    'hover-start-time': number(start),
    'hover-stay-time': number(stay),
  }
}

/** `<view>` */
export class View extends WxElement {
  static override attrs = hoverAttrs('none', 50, 400)
}

/** `<cover-view>`: an ordinary view here, since no native component lies above the page. */
export class CoverView extends WxElement {
  static override attrs = { ...hoverAttrs('none', 50, 400), 'scroll-top': number(undefined, { always: true }) }

  protected override attrChanged(name: string, value: unknown): void {
    if (name === 'scroll-top' && typeof value === 'number') this.invalidate()
  }

  override update(): void {
    this.scrollTop = this.num('scroll-top')
  }
}

/** `<block>` and `<slot>`, should one ever reach the view: they have no box. */
export class Transparent extends WxElement {}
