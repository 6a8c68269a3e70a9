import { string } from '../attributes'
import { WxElement } from '../base'
import { up } from '../../core/node'
import { CHOICE_ATTRS, Choice } from './choice'
import type { FormField } from './form-field'

/** `<radio>` */
export class Radio extends Choice {
  static override attrs = CHOICE_ATTRS

  protected readonly role_ = 'radio'

  protected override markClass(): string {
    return 'wx-radio-input'
  }

  protected override paint(mark: HTMLElement): void {
    // Written only while it is on, so that an app's own style of the empty circle shows.
    mark.style.backgroundColor = this.checked && !this.isDisabled ? this.str('color') : ''
    mark.style.borderColor = this.checked && !this.isDisabled ? this.str('color') : ''
  }

  protected override attrChanged(): void {
    super.attrChanged()
    if (this.checked) groupOf(this)?.only(this)
  }

  protected override connected(): void {
    super.connected()
    if (this.checked) groupOf(this)?.only(this)
  }

  protected override toggled(): void {
    if (this.checked) return
    this.check(true)
    const group = groupOf(this)
    group?.only(this)
    group?.changed(this)
  }
}

function groupOf(radio: WxElement): RadioGroup | undefined {
  for (let at = up(radio); at !== null; at = up(at)) if (at instanceof RadioGroup) return at
  return undefined
}

/** `<radio-group>` */
export class RadioGroup extends WxElement implements FormField {
  static override attrs = { name: string() }

  get formName(): string {
    return this.str('name')
  }

  formValue(): string {
    return this.radios().find((radio) => radio.checked)?.str('value') ?? ''
  }

  formReset(): void {
    for (const radio of this.radios()) radio.check(false)
  }

  /** One at a time. */
  only(chosen: Radio): void {
    for (const radio of this.radios()) if (radio !== chosen) radio.check(false)
  }

  changed(chosen: Radio): void {
    this.emit('change', { value: chosen.str('value') })
  }

  protected override connected(): void {
    this.setAttribute('role', 'radiogroup')
  }

  private radios(): Radio[] {
    return [...this.querySelectorAll('*')].filter((node) => node instanceof Radio && groupOf(node) === this) as Radio[]
  }
}
