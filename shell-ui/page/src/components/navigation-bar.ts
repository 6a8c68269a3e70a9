import { tellChrome } from '../core/chrome-requests'
import { boolean, number, string } from './attributes'
import { WxElement } from './base'

/** `<navigation-bar>` in page-meta: the bar itself is the shell's, told of every change. */
export class NavigationBar extends WxElement {
  static override attrs = {
    title: string(),
    loading: boolean(false),
    'front-color': string(),
    'background-color': string(),
    'color-animation-duration': number(0),
    'color-animation-timing-func': string('linear'),
  }

  protected override attrChanged(): void {
    this.invalidate()
  }

  override update(): void {
    const params: Record<string, unknown> = {}
    if (this.has('title')) params.title = this.str('title')
    if (this.has('loading')) params.loading = this.bool('loading')
    if (this.has('front-color')) params.frontColor = this.str('front-color')
    if (this.has('background-color')) params.backgroundColor = this.str('background-color')
    const duration = this.num('color-animation-duration')
    if (duration > 0) params.animation = { duration, timingFunc: this.str('color-animation-timing-func') }
    tellChrome('nav', params)
  }
}
