import { tellChrome } from '../../core/chrome-requests'
import { pageScroller } from '../../page/page-scroll'
import type { TapContext } from '../base'
import { any, boolean, number, string } from '../attributes'
import { WxElement } from '../base'
import type { FormField } from './form-field'
import { followKeyboard, keyboardHeight } from './keyboard'
import { scopedClass } from './scoped-class'
import { caretAfter, EchoFilter, enterKeyHint, limited } from './text-rules'

/** ms WeChat reports for the keyboard's slide. */
const KEYBOARD_SLIDE_MS = 250

/** Attributes of `input` and `textarea` alike. */
export const TEXT_ATTRS = {
  name: string(),
  value: string('', { always: true }),
  placeholder: string(),
  'placeholder-style': string(),
  disabled: boolean(false, { reflect: true }),
  maxlength: number(140),
  'cursor-spacing': number(0),
  'auto-focus': boolean(false),
  focus: boolean(false, { always: true }),
  'confirm-hold': boolean(false),
  cursor: number(-1, { always: true }),
  'cursor-color': string(),
  'selection-start': number(-1, { always: true }),
  'selection-end': number(-1, { always: true }),
  'adjust-position': boolean(true),
  'hold-keyboard': boolean(false),
  'always-embed': boolean(false),
  'bounding-client-rect': any(),
} as const

/** The field that has the keyboard. */
let focused: TextField | undefined

/** `wx.hideKeyboard` and its kin. */
export function focusedField(): TextField | undefined {
  return focused
}

let holding = false

/** `hold-keyboard`: a press outside would take the focus away by default. */
function holdKeyboard(): void {
  if (holding) return
  holding = true
  document.addEventListener(
    'mousedown',
    (event) => {
      if (focused?.bool('hold-keyboard') && event.target !== focused && !(event.target instanceof TextField)) event.preventDefault()
    },
    true,
  )
}

/** What `input` and `textarea` have in common around a real HTML control in the shadow root. */
export abstract class TextField extends WxElement implements FormField {
  protected abstract readonly control: HTMLInputElement | HTMLTextAreaElement
  protected abstract readonly defaultPlaceholderClass: string

  private readonly echoes = new EchoFilter()
  private hint: HTMLElement | undefined
  private keyCode = 0
  private composing = false
  /** A value that came from the logic while the input method was composing. */
  private heldBack: string | undefined
  private textAtFocus = ''
  private unfollow: (() => void) | undefined
  /** The control's listeners are in place. */
  private wired = false

  override readonly methods: Record<string, (params: never) => unknown> = {
    focus: () => this.takeFocus(),
    blur: () => this.control.blur(),
  }

  get formName(): string {
    return this.str('name')
  }

  formValue(): unknown {
    return this.control.value
  }

  formReset(): void {
    this.write('')
    this.setFromView('value', '')
  }

  override labelTap(_tap: TapContext): void {
    if (!this.bool('disabled')) this.takeFocus()
  }

  protected override connected(): void {
    if (!this.wired) {
      this.wired = true
      this.wire()
    }
    this.drawPlaceholder()
    if ((this.bool('auto-focus') || this.bool('focus')) && !this.bool('disabled')) {
      // Only the end of the batch knows where the field is.
      queueMicrotask(() => {
        if (this.isConnected) this.takeFocus()
      })
    }
  }

  protected override disconnected(): void {
    this.loseKeyboard()
  }

  protected override attrChanged(name: string, value: unknown, _old: unknown): void {
    switch (name) {
      case 'value':
        this.writeFromLogic(value as string)
        break
      case 'placeholder':
      case 'placeholder-style':
      case 'placeholder-class':
        this.drawPlaceholder()
        break
      case 'disabled':
        this.control.readOnly = value as boolean
        this.control.classList.toggle('disabled', value as boolean)
        this.control.tabIndex = value ? -1 : 0
        if (value) this.control.blur()
        break
      case 'maxlength':
        this.applyMaxlength(value as number)
        break
      case 'focus':
        if (!this.isConnected) break
        if (value && !this.bool('disabled')) this.takeFocus()
        else if (!value) this.control.blur()
        break
      case 'cursor':
      case 'selection-start':
      case 'selection-end':
        this.invalidate()
        break
      case 'cursor-color':
        this.control.style.caretColor = value as string
        break
      case 'confirm-type':
        this.control.setAttribute('enterkeyhint', enterKeyHint(value as string))
        break
    }
  }

  /** Where the caret and selection attributes have changed; value and cursor may come in either order. */
  override update(): void {
    if (focused === this) this.applySelection()
  }

  override setClass(value: string): void {
    super.setClass(value)
    this.drawPlaceholder()
  }

  /** The text is now this one, by whichever hand. */
  protected textChanged(): void {}

  /** Further fields of `blur` and `confirm`. */
  protected endDetail(): Record<string, unknown> {
    return {}
  }

  /** The focus has gone and the logic knows. */
  protected left(): void {}

  /** True where the enter key confirms rather than breaks the line. */
  protected abstract confirmsOnEnter(): boolean

  private applyMaxlength(limit: number): void {
    if (limit < 0) this.control.removeAttribute('maxlength')
    else this.control.maxLength = limit
  }

  private writeFromLogic(text: string): void {
    const next = limited(text, this.num('maxlength'))
    if (this.composing) {
      this.heldBack = next
      return
    }
    if (next === this.control.value) {
      this.echoes.isLate(next)
      return
    }
    if (this.echoes.isLate(next)) {
      // The later text is on its way, and what the attribute should say.
      this.setFromView('value', this.control.value)
      return
    }
    this.write(next)
  }

  private write(text: string): void {
    const { control } = this
    if (control.value === text) return
    const before = control.value
    const caret = control.selectionStart ?? before.length
    control.value = text
    if (focused === this) {
      const at = caretAfter(before, caret, text)
      control.setSelectionRange(at, at)
    }
    this.showPlaceholder()
    this.textChanged()
  }

  private wire(): void {
    const { control } = this
    this.applyMaxlength(this.num('maxlength'))
    control.setAttribute('enterkeyhint', enterKeyHint(this.str('confirm-type')))
    control.addEventListener('keydown', (event) => this.onKey(event as KeyboardEvent))
    control.addEventListener('input', () => this.onInput())
    control.addEventListener('compositionstart', () => {
      this.composing = true
    })
    control.addEventListener('compositionend', () => this.onComposed())
    control.addEventListener('focus', () => this.onFocus())
    control.addEventListener('blur', () => this.onBlur())
    control.addEventListener('change', (event) => event.stopPropagation())
  }

  private onKey(event: KeyboardEvent): void {
    this.keyCode = event.keyCode
    if (event.key !== 'Enter' || this.composing || event.isComposing || !this.confirmsOnEnter()) return
    event.preventDefault()
    this.confirm()
  }

  protected confirm(): void {
    this.emit('confirm', { value: this.control.value, ...this.endDetail() })
    if (!this.bool('confirm-hold')) this.control.blur()
  }

  private onInput(): void {
    this.showPlaceholder()
    this.textChanged()
    if (!this.composing) this.tellInput()
  }

  private onComposed(): void {
    this.composing = false
    const held = this.heldBack
    this.heldBack = undefined
    this.tellInput()
    // A write from before the composition ended knows nothing of its text; the handler decides again.
    if (held !== undefined && held === '') this.write('')
  }

  private tellInput(): void {
    const value = this.control.value
    if (value === this.str('value') && this.keyCode === 0) return
    const cursor = this.control.selectionEnd ?? value.length
    const { keyCode } = this
    this.keyCode = 0
    this.setFromView('value', value)
    if (this.emit('input', { value, cursor, keyCode })) this.echoes.told(value)
  }

  private onFocus(): void {
    focused = this
    holdKeyboard()
    this.textAtFocus = this.control.value
    this.setFromView('focus', true)
    this.applySelection()
    this.emit('focus', { value: this.control.value, height: keyboardHeight() })
    this.unfollow?.()
    this.unfollow = followKeyboard((height, covered) => this.onKeyboard(height, covered))
  }

  private onBlur(): void {
    if (this.composing) this.onComposed()
    const { value } = this.control
    const cursor = this.control.selectionEnd ?? value.length
    this.loseKeyboard()
    this.setFromView('focus', false)
    this.emit('blur', { value, cursor, ...this.endDetail() })
    this.left()
    if (value !== this.textAtFocus) this.emit('change', { value })
  }

  private loseKeyboard(): void {
    this.unfollow?.()
    this.unfollow = undefined
    if (focused === this) focused = undefined
  }

  private onKeyboard(height: number, covered: number): void {
    this.emit('keyboardheightchange', { height, duration: KEYBOARD_SLIDE_MS })
    tellChrome('keyboard', { height, duration: KEYBOARD_SLIDE_MS })
    if (covered > 0 && this.bool('adjust-position')) this.keepVisible(covered)
  }

  /** Scrolls the page so that the field and `cursor-spacing` below it lie above the keyboard. */
  private keepVisible(covered: number): void {
    const visible = innerHeight - covered
    const hidden = this.getBoundingClientRect().bottom + this.num('cursor-spacing') - visible
    if (hidden > 0) pageScroller().scrollTop += hidden
  }

  private takeFocus(): void {
    this.control.focus({ preventScroll: !this.bool('adjust-position') })
  }

  private applySelection(): void {
    const { length } = this.control.value
    const start = this.num('selection-start')
    const end = this.num('selection-end')
    const cursor = this.num('cursor')
    if (start >= 0 && end >= 0) this.control.setSelectionRange(Math.min(start, length), Math.min(end, length))
    else if (cursor >= 0) this.control.setSelectionRange(Math.min(cursor, length), Math.min(cursor, length))
  }

  /** The placeholder is a light DOM child, which `placeholder-class` of the app's style sheets can reach. */
  private drawPlaceholder(): void {
    if (!this.isConnected && this.hint === undefined) return
    if (this.hint === undefined) {
      this.hint = document.createElement('div')
      this.hint.slot = 'placeholder'
      this.hint.setAttribute('aria-hidden', 'true')
      this.prepend(this.hint)
    }
    const text = this.str('placeholder')
    const custom = this.has('placeholder-class') ? this.str('placeholder-class') : ''
    this.hint.className = scopedClass(this, `${this.defaultPlaceholderClass} ${custom}`)
    this.hint.style.cssText = this.str('placeholder-style')
    this.hint.textContent = text
    this.control.setAttribute('aria-label', text)
    this.showPlaceholder()
  }

  private showPlaceholder(): void {
    this.hint?.toggleAttribute('hidden', this.control.value !== '')
  }
}
