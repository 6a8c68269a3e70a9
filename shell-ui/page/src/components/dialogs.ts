/** `<modal>`, `<toast>`, `<loading>` and `<action-sheet>`: older than their `wx` members, still in old projects. */

import { DEFAULT_DURATION, TOAST_ICONS, TOAST_STYLE } from '../page/toast'
import { boolean, number, string } from './attributes'
import { type TapContext, WxElement, template } from './base'

const SHADE = ':host{position:fixed;top:0;right:0;bottom:0;left:0;z-index:1000;display:flex;background:rgba(0,0,0,.6)}'

const MODAL = template(`<style>${SHADE}
:host{align-items:center;justify-content:center}
.box{box-sizing:border-box;width:80%;max-width:320px;max-height:80%;display:flex;flex-direction:column;border-radius:12px;overflow:hidden;background:#fff;color:#353535;font-size:17px;text-align:center}
.title{padding:28px 24px 0;font-weight:600;line-height:1.4}
.title:empty{display:none}
.content{padding:14px 24px 26px;overflow-y:auto;font-size:15px;line-height:1.45;overflow-wrap:anywhere}
.foot{flex:none;display:flex;height:52px;border-top:1px solid rgba(0,0,0,.1)}
.foot div{flex:1;display:flex;align-items:center;justify-content:center;cursor:pointer}
.foot div:active{background:#ececec}
.confirm{color:#576b95;font-weight:600}
.cancel+.confirm{border-left:1px solid rgba(0,0,0,.1)}
[hidden]{display:none!important}
</style><div class="box" role="dialog"><div class="title"></div><div class="content"><slot></slot></div><div class="foot"><div class="cancel" role="button"></div><div class="confirm" role="button"></div></div></div>`)

/** `<modal>`: its page hides it when `confirm` or `cancel` came. */
export class Modal extends WxElement {
  static override attrs = {
    title: string(),
    'no-cancel': boolean(false),
    'confirm-text': string('确定'),
    'cancel-text': string('取消'),
  }

  private readonly root: ShadowRoot

  constructor() {
    super()
    this.root = this.shadow(MODAL)
    for (const action of ['confirm', 'cancel']) this.within(action).addEventListener('click', () => this.emit(action, {}))
    this.invalidate()
  }

  protected override attrChanged(): void {
    this.invalidate()
  }

  override update(): void {
    this.within('title').textContent = this.str('title')
    this.within('confirm').textContent = this.str('confirm-text')
    const cancel = this.within('cancel')
    cancel.textContent = this.str('cancel-text')
    cancel.hidden = this.bool('no-cancel')
  }

  private within(name: string): HTMLElement {
    return this.root.querySelector(`.${name}`) as HTMLElement
  }
}

function toastMarkup(icon: string): HTMLTemplateElement {
  return template(
    `<style>${TOAST_STYLE}</style><div class="box" role="status"><div class="icon">${TOAST_ICONS[icon]}</div><div class="title"><slot></slot></div></div>`,
  )
}

const LOADING = toastMarkup('loading')

/** `<loading>`: until its page hides it. */
export class Loading extends WxElement {
  constructor() {
    super()
    this.shadow(LOADING)
  }
}

const TOAST = toastMarkup('success')

/** `<toast>`: sends `change` when it has been seen for `duration`; its page hides it then. */
export class Toast extends WxElement {
  static override attrs = {
    duration: number(DEFAULT_DURATION),
    hidden: boolean(false, { reflect: true }),
  }

  private timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.shadow(TOAST)
  }

  protected override connected(): void {
    this.invalidate()
  }

  protected override attrChanged(): void {
    this.invalidate()
  }

  override update(): void {
    clearTimeout(this.timer)
    if (this.isConnected && !this.bool('hidden')) this.timer = setTimeout(() => this.emit('change', {}), this.num('duration'))
  }

  override released(): void {
    clearTimeout(this.timer)
  }
}

const SHEET = template(`<style>${SHADE}
:host{align-items:flex-end}
.box{width:100%;max-height:80%;overflow-y:auto;border-radius:12px 12px 0 0;background:#efeff4;color:#353535;font-size:18px;text-align:center}
</style><div class="box" role="dialog"><slot></slot></div>`)

/** `<action-sheet>`: sends `change` at a tap beside it or on its `<action-sheet-cancel>`; its page hides it then. */
export class ActionSheet extends WxElement {
  constructor() {
    super()
    this.shadow(SHEET)
  }

  override onTap({ target }: TapContext): void {
    if (target === (this as Element) || target.closest('wx-action-sheet-cancel') !== null) this.emit('change', {})
  }
}

const ROW = ':host{display:block;padding:12px 24px;background:#fff;line-height:1.75;cursor:pointer}:host(:active){background:#ececec}'
const ITEM = template(`<style>${ROW}:host{border-bottom:1px solid rgba(0,0,0,.08)}</style><slot></slot>`)
const CANCEL = template(`<style>${ROW}:host{margin-top:6px}</style><slot></slot>`)

/** `<action-sheet-item>` */
export class ActionSheetItem extends WxElement {
  constructor() {
    super()
    this.shadow(ITEM)
  }
}

/** `<action-sheet-cancel>` */
export class ActionSheetCancel extends WxElement {
  constructor() {
    super()
    this.shadow(CANCEL)
  }
}
