/** What a tap does to built-in components where no view is there to do it. */

import * as glassEasel from 'glass-easel'
import { handleNavigator } from '../open-types'
import { FoundNode } from '../selected-node'

type Values = Record<string, unknown>
type Emit = (node: FoundNode, type: string, detail: Values) => Promise<unknown>

const FIELDS = new Set(['input', 'textarea', 'slider', 'picker', 'switch', 'radio-group', 'checkbox-group'])

/** Acts on the nearest built-in around the tapped node that a tap means something to. */
export async function activate(node: FoundNode, emit: Emit): Promise<void> {
  for (let at: glassEasel.Element | null = node.element; at !== null; at = parentOf(at)) {
    const found = new FoundNode(at, node.page)
    const values = found.properties()
    if (values.disabled === true) return
    switch (found.tag) {
      case 'button':
        return press(found, values, emit)
      case 'switch':
        return emitChecked(found, values.checked !== true, emit)
      case 'navigator':
        handleNavigator(node.page, found.id, values)
        return
      case 'radio':
        if (values.checked !== true) await choose(found, 'radio-group', emit)
        return
      case 'checkbox':
        return choose(found, 'checkbox-group', emit)
      default:
    }
  }
}

async function press(button: FoundNode, values: Values, emit: Emit): Promise<void> {
  const kind = values.formType
  if (kind !== 'submit' && kind !== 'reset') return
  const form = around(button, 'form')
  if (form === undefined) return
  if (kind === 'submit') await emit(form, 'submit', { value: formValues(form) })
  else await emit(form, 'reset', {})
}

async function emitChecked(node: FoundNode, checked: boolean, emit: Emit): Promise<void> {
  node.element.setAttribute('checked', checked)
  await emit(node, 'change', { value: checked })
}

async function choose(node: FoundNode, group: string, emit: Emit): Promise<void> {
  const owner = around(node, group)
  if (owner !== undefined && group === 'radio-group') {
    for (const other of below(owner, 'radio')) other.element.setAttribute('checked', false)
  }
  node.element.setAttribute('checked', group === 'radio-group' || node.properties().checked !== true)
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
      return checked === true
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
    .filter((node) => node.properties().checked === true)
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
