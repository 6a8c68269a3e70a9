import { WxElement } from '../base'

/** What `<form>` needs of a control: its name, its value, and how to empty it. */
export interface FormField {
  readonly formName: string
  formValue(): unknown
  /** Back to empty, as WeChat's form reset does (not to the first value). */
  formReset(): void
}

export function isFormField(node: unknown): node is WxElement & FormField {
  return node instanceof WxElement && 'formValue' in node && 'formReset' in node
}
