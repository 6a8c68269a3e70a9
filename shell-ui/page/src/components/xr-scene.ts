import { WxElement, template } from './base'

const MARKUP = template(`<style>
:host{overflow:hidden}
.note{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:12px;box-sizing:border-box;padding:16px;background:var(--scene-ground);color:var(--scene-ink);font:14px/1.5 var(--font-stack);text-align:center;overflow:hidden}
.note svg{width:48px;height:48px;flex:none;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linejoin:round}
</style><div class="note" role="img"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2.5 20.5 7v10L12 21.5 3.5 17V7Z"/><path d="M3.5 7 12 11.5 20.5 7M12 11.5v10"/></svg><span></span></div>`)

const zh = '暂不支持 XR-frame 场景'
const en = 'XR-frame scenes are not supported'

/** `<xr-scene>`: there is no engine for it, which a box of its size says. Its elements are not shown. */
export class XrScene extends WxElement {
  constructor() {
    super()
    const note = this.shadow(MARKUP).querySelector('.note') as HTMLElement
    const text = /^zh/i.test(navigator.language) ? zh : en
    note.setAttribute('aria-label', text)
    const line = note.querySelector('span') as HTMLElement
    line.textContent = text
  }
}
