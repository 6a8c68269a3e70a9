import { string } from './attributes'
import { WxElement, template } from './base'
import { resolve } from '../core/resources'

const MARKUP = template(`<style>
:host{overflow:hidden}
.name{position:absolute;top:0;right:0;bottom:0;left:0;display:flex;align-items:center;justify-content:center;box-sizing:border-box;border:1px dashed #c8c8c8;background:#f2f2f2;color:#8a8a8a;font:13px var(--font-stack)}
</style><div class="name"></div><slot></slot>`)

/** A component that needs what only WeChat or native code has: a quiet box that names it. */
export class Placeholder extends WxElement {
  constructor() {
    super()
    const label = this.shadow(MARKUP).querySelector('.name') as HTMLElement
    label.textContent = `<${this.localName.slice(3)}>`
  }
}

/** Advertisements: apps hide their space when the ad fails, so it does. */
export class Advertisement extends Placeholder {
  static override attrs = { 'unit-id': string() }
  private told = false

  protected override connected(): void {
    if (this.told) return
    this.told = true
    this.invalidate()
  }

  override update(): void {
    this.emit('error', { errCode: 1002, errMsg: 'no advertisement service in this container' })
  }
}

/** `<open-data>`: nothing is known of a user, so the defaults that the app names are shown. */
export class OpenData extends WxElement {
  static override attrs = {
    type: string(),
    'open-gid': string(),
    lang: string('en'),
    'default-text': string(),
    'default-avatar': string(),
  }

  private readonly root = this.attachShadow({ mode: 'open' })

  protected override attrChanged(): void {
    this.invalidate()
  }

  protected override connected(): void {
    this.invalidate()
  }

  override update(): void {
    if (this.str('type') !== 'userAvatarUrl') {
      this.root.textContent = this.str('default-text') || (this.str('type') === 'userNickName' ? '微信用户' : '')
      return
    }
    const picture = document.createElement('img')
    picture.alt = ''
    picture.style.cssText = 'display:block;width:100%;height:100%;object-fit:cover;background:#d8d8d8'
    const avatar = resolve(this.get('default-avatar'))
    if (avatar !== '') picture.src = avatar
    this.root.replaceChildren(picture)
  }
}
