import { send } from '../core/ipc'
import type { PageElement } from '../core/node'
import { up } from '../core/node'
import type { Json } from '../protocol'
import { boolean, oneOf, string } from './attributes'
import { type TapContext, WxElement } from './base'
import { hoverAttrs } from './view'

/** Attributes that go along with an `openType` message, under their camelCase names. */
const OPEN_TYPE_ATTRS: Record<string, string> = {
  lang: 'lang',
  'session-from': 'sessionFrom',
  'send-message-title': 'sendMessageTitle',
  'send-message-path': 'sendMessagePath',
  'send-message-img': 'sendMessageImg',
  'show-message-card': 'showMessageCard',
  'app-parameter': 'appParameter',
  'phone-number-no-quota-toast': 'phoneNumberNoQuotaToast',
  'business-id': 'businessId',
  'group-id': 'groupId',
  'guild-id': 'guildId',
  'public-id': 'publicId',
  'entrance-path': 'entrancePath',
  'need-show-entrance': 'needShowEntrance',
}

/** `<button>` */
export class Button extends WxElement {
  static override attrs = {
    ...hoverAttrs('button-hover', 20, 70),
    size: oneOf(['default', 'mini'], 'default', { reflect: true }),
    type: oneOf(['default', 'primary', 'warn'], 'default', { reflect: true }),
    plain: boolean(false, { reflect: true }),
    disabled: boolean(false, { reflect: true }),
    loading: boolean(false, { reflect: true }),
    name: string(),
    'form-type': string(),
    'open-type': string(),
    lang: string('en'),
    'session-from': string(),
    'send-message-title': string(),
    'send-message-path': string(),
    'send-message-img': string(),
    'show-message-card': boolean(false),
    'app-parameter': string(),
    'phone-number-no-quota-toast': boolean(true),
    'business-id': string(),
    'group-id': string(),
    'guild-id': string(),
    'public-id': string(),
    'entrance-path': string(),
    'need-show-entrance': boolean(true),
  }

  override get isDisabled(): boolean {
    return this.bool('disabled')
  }

  override onTap(tap: TapContext): void {
    if (tap.handled || this.isDisabled) return
    tap.handled = true
    this.act()
  }

  /** A label's tap counts as one on the button itself. */
  override labelTap(tap: TapContext): void {
    if (this.isDisabled || this.$id === undefined) return
    this.emit('tap', { x: tap.x, y: tap.y })
    this.act()
  }

  private act(): void {
    const formType = this.str('form-type')
    if (formType !== '') this.tellForm(formType)
    const openType = this.str('open-type')
    if (openType === '' || this.$id === undefined) return
    const params: Record<string, Json> = { id: this.id }
    for (const [attr, name] of Object.entries(OPEN_TYPE_ATTRS)) {
      if (this.has(attr)) params[name] = this.get(attr) as Json
    }
    send('openType', this.$id, openType, params)
  }

  private tellForm(kind: string): void {
    for (let at = up(this) as PageElement | null; at !== null; at = up(at)) {
      if (at instanceof WxElement && at.formAction?.(kind, this)) return
    }
  }
}
