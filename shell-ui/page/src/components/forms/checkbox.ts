import { string } from '../attributes'
import { WxElement } from '../base'
import { up } from '../../core/node'
import { CHOICE_ATTRS, Choice } from './choice'
import type { FormField } from './form-field'

/** `<checkbox>` */
export class Checkbox extends Choice {
  static override attrs = CHOICE_ATTRS

  protected readonly role_ = 'checkbox'

  protected override markClass(): string {
    return 'wx-checkbox-input'
  }

  protected override paint(mark: HTMLElement): void {
    mark.style.color = this.str('color')
  }

  protected override toggled(): void {
    this.check(!this.checked)
    groupOf(this)?.changed(this)
  }
}

function groupOf(box: WxElement): CheckboxGroup | undefined {
  for (let at = up(box); at !== null; at = up(at)) if (at instanceof CheckboxGroup) return at
  return undefined
}

/** `<checkbox-group>` */
export class CheckboxGroup extends WxElement implements FormField {
  static override attrs = { name: string() }

  get formName(): string {
    return this.str('name')
  }

  formValue(): string[] {
    return this.boxes().flatMap((box) => (box.checked ? [box.str('value')] : []))
  }

  formReset(): void {
    for (const box of this.boxes()) box.check(false)
  }

  changed(_box: Checkbox): void {
    this.emit('change', { value: this.formValue() })
  }

  private boxes(): Checkbox[] {
    return [...this.querySelectorAll('*')].filter((node) => node instanceof Checkbox && groupOf(node) === this) as Checkbox[]
  }
}
