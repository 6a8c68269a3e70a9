import { boolean, string } from '../attributes'
import { type TapContext, WxElement } from '../base'
import { scopedClass } from './scoped-class'

export const CHOICE_ATTRS = {
  value: string(),
  checked: boolean(false, { always: true }),
  disabled: boolean(false, { reflect: true }),
  color: string('#09BB07'),
} as const

/**
 * What `checkbox`, `radio` and `switch` share: a mark drawn into the light DOM under the class names that apps
 * restyle (`.wx-checkbox-input`, `.wx-checkbox-input-checked`…), a tap, a label's tap, the keyboard.
 */
export abstract class Choice extends WxElement {
  protected abstract readonly role_: string
  protected mark: HTMLElement | undefined

  override get isDisabled(): boolean {
    return this.bool('disabled')
  }

  get checked(): boolean {
    return this.bool('checked')
  }

  /** Class of the mark, without its state. */
  protected abstract markClass(): string
  /** Colours that depend on `color`. */
  protected abstract paint(mark: HTMLElement): void
  /** The user has tapped it. */
  protected abstract toggled(): void

  protected override connected(): void {
    this.setAttribute('role', this.role_)
    if (!this.hasAttribute('tabindex')) this.tabIndex = 0
    if (this.mark === undefined) {
      this.mark = document.createElement('div')
      this.prepend(this.mark)
      this.addEventListener('keydown', (event) => {
        if (event.key !== ' ' || event.target !== this || this.isDisabled) return
        event.preventDefault()
        this.toggled()
      })
    }
    this.draw()
  }

  protected override attrChanged(): void {
    this.draw()
  }

  override setClass(value: string): void {
    super.setClass(value)
    this.draw()
  }

  /** Sets the state from inside, without an event. */
  check(on: boolean): void {
    if (on === this.checked) return
    this.setFromView('checked', on)
    this.draw()
  }

  override onTap(tap: TapContext): void {
    if (tap.handled || this.isDisabled) return
    tap.handled = true
    this.toggled()
  }

  override labelTap(_tap: TapContext): void {
    if (!this.isDisabled) this.toggled()
  }

  protected draw(): void {
    const { mark } = this
    if (mark === undefined) return
    const base = this.markClass()
    const classes = [base]
    if (this.checked) classes.push(`${base}-checked`)
    if (this.isDisabled) classes.push(`${base}-disabled`)
    mark.className = scopedClass(this, classes.join(' '))
    this.setAttribute('aria-checked', String(this.checked))
    this.setAttribute('aria-disabled', String(this.isDisabled))
    this.paint(mark)
  }
}
