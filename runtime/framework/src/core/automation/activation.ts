/** What a tap does to built-in components where no view is there to do it. */

import * as glassEasel from 'glass-easel'
import { handleNavigator, handleOpenType } from '../open-types'
import { FoundNode, viewNodeOf } from '../selected-node'

type Values = Record<string, unknown>
type Emit = (node: FoundNode, type: string, detail: Values) => Promise<unknown>

/** What a label's tap can reach. */
const CONTROLS = new Set(['button', 'switch', 'radio', 'checkbox'])
const FIELDS = new Set(['input', 'textarea', 'slider', 'picker', 'switch', 'radio-group', 'checkbox-group'])

/** Attributes of a button that its open-type reads. */
const OPEN_TYPE_VALUES = [
  'lang',
  'sessionFrom',
  'sendMessageTitle',
  'sendMessagePath',
  'sendMessageImg',
  'showMessageCard',
  'appParameter',
  'phoneNumberNoQuotaToast',
  'businessId',
]

/** Gives an attribute the value that the user would give it, telling a `model:` binding. */
export function giveValue(node: FoundNode, name: string, value: unknown): void {
  node.element.setAttribute(name, value)
  viewNodeOf(node.element)?.modelListeners?.get(name)?.(value)
}

/** Acts on the nearest built-in around the tapped node that a tap means something to. */
export async function activate(node: FoundNode, emit: Emit): Promise<void> {
  for (let at: glassEasel.Element | null = node.element; at !== null; at = parentOf(at)) {
    const found = new FoundNode(at, node.page)
    if (found.component !== undefined) continue
    const values = found.properties()
    if (values.disabled) return
    switch (found.tag) {
      case 'button':
        return press(found, values, emit)
      case 'switch':
        return emitChecked(found, !values.checked, emit)
      case 'navigator':
        handleNavigator(node.page, found.id, values)
        return
      case 'radio':
        if (!values.checked) await choose(found, 'radio-group', emit)
        return
      case 'checkbox':
        return choose(found, 'checkbox-group', emit)
      case 'label':
        return pressLabel(found, values, emit)
      default:
    }
  }
}

async function press(button: FoundNode, values: Values, emit: Emit): Promise<void> {
  const kind = values.formType
  const form = kind === 'submit' || kind === 'reset' ? around(button, 'form') : undefined
  if (form !== undefined) {
    if (kind === 'submit') await emit(form, 'submit', { value: formValues(form) })
    else await emit(form, 'reset', {})
  }
  if (typeof values.openType !== 'string' || values.openType === '') return
  const params: Values = { id: button.elementId }
  for (const name of OPEN_TYPE_VALUES) if (values[name] !== undefined) params[name] = values[name]
  handleOpenType(button.page, button.id, values.openType, params)
}

/** A label's tap counts as one on the control that `for` names, or on the first one inside. */
async function pressLabel(label: FoundNode, values: Values, emit: Emit): Promise<void> {
  const wanted = typeof values.for === 'string' ? values.for : ''
  const control = wanted === '' ? controlsIn(label)[0] : controlFor(label, wanted)
  if (control === undefined || control.properties().disabled) return
  if (control.tag === 'button') await emit(control, 'tap', {})
  await activate(control, emit)
}

/** The same id may occur in several components; the nearest one around the label wins. */
function controlFor(label: FoundNode, id: string): FoundNode | undefined {
  for (let at = parentOf(label.element); at !== null; at = parentOf(at)) {
    const found = controlsIn(new FoundNode(at, label.page)).find((control) => control.elementId === id)
    if (found !== undefined) return found
  }
  return undefined
}

function controlsIn(node: FoundNode): FoundNode[] {
  const found: FoundNode[] = []
  visit(node.element, (element) => {
    const control = new FoundNode(element, node.page)
    if (CONTROLS.has(control.tag) && control.component === undefined) found.push(control)
  })
  return found
}

async function emitChecked(node: FoundNode, checked: boolean, emit: Emit): Promise<void> {
  giveValue(node, 'checked', checked)
  await emit(node, 'change', { value: checked })
}

async function choose(node: FoundNode, group: string, emit: Emit): Promise<void> {
  const owner = around(node, group)
  if (owner !== undefined && group === 'radio-group') {
    for (const other of below(owner, 'radio')) giveValue(other, 'checked', false)
  }
  giveValue(node, 'checked', group === 'radio-group' || !node.properties().checked)
  if (owner !== undefined) await emit(owner, 'change', { value: fieldValue(owner) })
}

function formValues(form: FoundNode): Values {
  const values: Values = {}
  visit(form.element, (element) => {
    const node = new FoundNode(element, form.page)
    const { name } = node.properties()
    if (FIELDS.has(node.tag) && typeof name === 'string' && name !== '') values[name] = fieldValue(node)
  })
  return values
}

function fieldValue(node: FoundNode): unknown {
  const { value, checked, min } = node.properties()
  switch (node.tag) {
    case 'switch':
      return Boolean(checked)
    case 'slider':
      return Number(value ?? min ?? 0)
    case 'picker':
      return value ?? 0
    case 'radio-group':
      return chosen(node, 'radio')[0] ?? ''
    case 'checkbox-group':
      return chosen(node, 'checkbox')
    default:
      return String(value ?? '')
  }
}

function chosen(group: FoundNode, tag: string): unknown[] {
  return below(group, tag)
    .filter((node) => node.properties().checked)
    .map((node) => node.properties().value ?? '')
}

function below(node: FoundNode, tag: string): FoundNode[] {
  const found: FoundNode[] = []
  visit(node.element, (element) => {
    const inner = new FoundNode(element, node.page)
    if (inner.tag === tag && inner.component === undefined) found.push(inner)
  })
  return found
}

function around(node: FoundNode, tag: string): FoundNode | undefined {
  for (let at = parentOf(node.element); at !== null; at = parentOf(at)) {
    const found = new FoundNode(at, node.page)
    if (found.tag === tag && found.component === undefined) return found
  }
  return undefined
}

function parentOf(element: glassEasel.Element): glassEasel.Element | null {
  return element.getComposedParent()
}

function visit(element: glassEasel.Element, each: (element: glassEasel.Element) => void): void {
  element.forEachComposedChild((child) => {
    if (!(child instanceof glassEasel.Element)) return
    each(child)
    visit(child, each)
  })
}
