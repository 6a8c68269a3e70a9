import { boolean, oneOf, string } from '../attributes'
import { template } from '../base'
import { TEXT_ATTRS, TextField } from './text-field'

const MARKUP = template(`<style>
  .field { position: relative; width: 100%; height: 100%; }
  textarea {
    position: relative; display: block; box-sizing: border-box; width: 100%; height: 100%;
    margin: 0; padding: 0; border: 0; outline: 0; background: none; resize: none; border-radius: 0;
    font: inherit; line-height: inherit; color: inherit; letter-spacing: inherit; text-align: inherit; text-indent: inherit;
    white-space: pre-wrap; overflow-wrap: break-word; overflow-x: hidden;
    -webkit-appearance: none; appearance: none; -webkit-user-select: text; user-select: text;
    caret-color: #07c160; cursor: text;
  }
  textarea.disabled { pointer-events: none; cursor: inherit; }
  :host([auto-height]) textarea { overflow-y: hidden; }
  .ghost { position: absolute; left: 0; right: 0; top: 0; visibility: hidden; pointer-events: none; white-space: pre-wrap; overflow-wrap: break-word; }
  ::slotted(div) { position: absolute; left: 0; right: 0; top: 0; pointer-events: none; white-space: pre-wrap; overflow: hidden; }
</style><div class="field"><slot name="placeholder"></slot><textarea rows="1" autocapitalize="off" spellcheck="false" tabindex="0"></textarea><div class="ghost" aria-hidden="true"></div></div>`)

/** `<textarea>` */
export class Textarea extends TextField {
  static override attrs = {
    ...TEXT_ATTRS,
    'placeholder-class': string('textarea-placeholder'),
    'auto-height': boolean(false, { reflect: true }),
    fixed: boolean(false, { reflect: true }),
    'show-confirm-bar': boolean(true),
    'disable-default-padding': boolean(false, { reflect: true }),
    'confirm-type': oneOf(['return', 'send', 'search', 'next', 'go', 'done'], 'return'),
    'adjust-keyboard-to': oneOf(['cursor', 'bottom'], 'cursor'),
  }

  protected readonly control: HTMLTextAreaElement
  protected readonly defaultPlaceholderClass = 'textarea-placeholder'
  /** Same width and font as the real one; its height is the text's. */
  private readonly ghost: HTMLElement
  private lines = 0
  private textHeight = 0
  private watcher: ResizeObserver | undefined

  constructor() {
    super()
    const root = this.shadow(MARKUP)
    this.control = root.querySelector('textarea') as HTMLTextAreaElement
    this.ghost = root.querySelector('.ghost') as HTMLElement
  }

  /** What scrolls, for `catchtouchmove` and selector queries. */
  get scroller(): HTMLElement {
    return this.control
  }

  protected override connected(): void {
    super.connected()
    if (typeof ResizeObserver === 'function') {
      this.watcher ??= new ResizeObserver(() => this.measure())
      this.watcher.observe(this)
    }
    this.measure()
  }

  protected override disconnected(): void {
    super.disconnected()
    this.watcher?.disconnect()
  }

  protected override attrChanged(name: string, value: unknown, old: unknown): void {
    super.attrChanged(name, value, old)
    if (name === 'auto-height') {
      if (!value) this.style.removeProperty('height')
      this.measure()
    } else if (name === 'placeholder') this.measure()
  }

  protected override styleChanged(): void {
    this.measure()
  }

  override setClass(value: string): void {
    super.setClass(value)
    this.measure()
  }

  protected override textChanged(): void {
    this.measure()
  }

  protected override confirmsOnEnter(): boolean {
    return this.str('confirm-type') !== 'return'
  }

  /** Height and number of lines of the text; follows it with `auto-height`, tells `linechange`. */
  private measure(): void {
    if (!this.isConnected) return
    const style = getComputedStyle(this)
    const { ghost } = this
    // A last line without text is a line too.
    ghost.textContent = `${this.control.value || this.str('placeholder')}\u200b`
    const height = ghost.offsetHeight
    if (height === 0) return
    const line = lineHeight(style, this)
    const lines = Math.max(1, Math.round(height / line))
    if (this.bool('auto-height')) {
      const box = style.boxSizing === 'border-box'
      const extra = box ? edges(style) : 0
      const wanted = `${height + extra}px`
      if (this.style.height !== wanted) this.style.height = wanted
    }
    if (lines === this.lines && height === this.textHeight) return
    this.lines = lines
    this.textHeight = height
    this.emit('linechange', { height, heightRpx: (height * 750) / innerWidth, lineCount: lines, lineHeight: line })
  }
}

/** px of one line; `normal` is measured. */
function lineHeight(style: CSSStyleDeclaration, node: Element): number {
  const known = Number.parseFloat(style.lineHeight)
  if (Number.isFinite(known) && known > 0) return known
  const size = Number.parseFloat(style.fontSize)
  const probe = document.createElement('div')
  probe.style.cssText = `position:absolute;visibility:hidden;font:${style.font}`
  probe.textContent = 'x'
  node.shadowRoot?.append(probe)
  const measured = probe.offsetHeight
  probe.remove()
  return measured || size * 1.2 || 19
}

function edges(style: CSSStyleDeclaration): number {
  return [style.paddingTop, style.paddingBottom, style.borderTopWidth, style.borderBottomWidth].reduce(
    (sum, edge) => sum + (Number.parseFloat(edge) || 0),
    0,
  )
}
