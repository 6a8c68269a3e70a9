import { send } from '../core/ipc'
import type { Json } from '../protocol'
import { any, number, string } from './attributes'
import { type TapContext, WxElement } from './base'
import { hoverAttrs } from './view'

/** `<navigator>` */
export class Navigator extends WxElement {
  static override attrs = {
    ...hoverAttrs('navigator-hover', 50, 600),
    target: string('self'),
    url: string(),
    'open-type': string('navigate'),
    // Of the very first base libraries, still written by old projects.
    redirect: any(false),
    delta: number(1),
    'app-id': string(),
    path: string(),
    'extra-data': any(),
    version: string('release'),
    'short-link': string(),
  }

  override onTap(tap: TapContext): void {
    if (tap.handled || this.$id === undefined) return
    tap.handled = true
    const params: Record<string, Json> = {
      openType: this.has('open-type') || !this.bool('redirect') ? this.str('open-type') : 'redirect',
      target: this.str('target'),
      url: this.str('url'),
      delta: this.num('delta'),
    }
    if (params.target === 'miniProgram') {
      params.appId = this.str('app-id')
      params.path = this.str('path')
      params.extraData = (this.get('extra-data') ?? {}) as Json
      params.envVersion = this.str('version')
      params.shortLink = this.str('short-link')
    }
    send('navigate', this.$id, params)
  }
}
