import { boolean, number } from '../attributes'
import { WxElement } from '../base'
import { type FormField, isFormField } from './form-field'

/** What WeChat's developer tools give as form id; template messages by form id are no longer sent. */
const MOCK_FORM_ID = 'the formId is a mock one'

/** `<form>` */
export class Form extends WxElement {
  static override attrs = {
    'report-submit': boolean(false),
    'report-submit-timeout': number(0),
  }

  override readonly methods: Record<string, (params: never) => unknown> = {
    submit: () => this.submit(),
    reset: () => this.reset(),
  }

  override formAction(kind: string, button: WxElement): boolean {
    if (kind === 'submit') this.submit(button)
    else if (kind === 'reset') this.reset(button)
    else if (kind === 'submitToGroup') this.emit('submitToGroup', { value: this.values(), ...targetOf(button) })
    else return false
    return true
  }

  /** Values by name; of two fields with one name the later counts. */
  values(): Record<string, unknown> {
    const values: Record<string, unknown> = {}
    for (const field of this.fields()) if (field.formName !== '') values[field.formName] = field.formValue()
    return values
  }

  private submit(button?: WxElement): void {
    const formId = this.bool('report-submit') ? MOCK_FORM_ID : ''
    this.emit('submit', { value: this.values(), formId, ...targetOf(button) })
  }

  private reset(button?: WxElement): void {
    for (const field of this.fields()) field.formReset()
    this.emit('reset', { ...targetOf(button) })
  }

  /** Also those in custom components: the composed tree is one document. */
  private fields(): (WxElement & FormField)[] {
    return [...this.querySelectorAll('*')].filter((node): node is WxElement & FormField => isFormField(node))
  }
}

function targetOf(button: WxElement | undefined): Record<string, unknown> {
  if (button === undefined) return {}
  return {
    target: { id: button.id, dataset: button.$dataset ?? {}, offsetLeft: button.offsetLeft, offsetTop: button.offsetTop },
  }
}
