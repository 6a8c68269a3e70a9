import { boolean, oneOf, string } from '../attributes'
import { Choice } from './choice'
import type { FormField } from './form-field'

/** `<switch>` */
export class Switch extends Choice implements FormField {
  static override attrs = {
    name: string(),
    checked: boolean(false, { always: true }),
    disabled: boolean(false, { reflect: true }),
    type: oneOf(['switch', 'checkbox'], 'switch', { reflect: true }),
    color: string('#04BE02'),
  }

  protected readonly role_ = 'switch'

  get formName(): string {
    return this.str('name')
  }

  formValue(): boolean {
    return this.checked
  }

  formReset(): void {
    this.check(false)
  }

  protected override markClass(): string {
    return this.str('type') === 'checkbox' ? 'wx-checkbox-input' : 'wx-switch-input'
  }

  protected override paint(mark: HTMLElement): void {
    const slides = this.str('type') === 'switch'
    mark.style.color = slides ? '' : this.str('color')
    mark.style.backgroundColor = slides && this.checked ? this.str('color') : ''
    mark.style.borderColor = slides && this.checked ? this.str('color') : ''
  }

  protected override toggled(): void {
    this.check(!this.checked)
    this.emit('change', { value: this.checked })
  }
}
