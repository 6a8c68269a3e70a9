/** The composed tree as WXML and as text, from the logic's side. */

import type * as glassEasel from 'glass-easel'
import { FoundNode } from '../selected-node'
import { kebab } from '../view/attributes'
import { pageOfElement } from '../page'

type Node = glassEasel.Node

/** For any XML parser: control characters have no place in XML, escaped or not. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what goes
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
}

export function innerText(node: Node): string {
  const text = node.asTextNode()
  if (text !== null) return text.textContent
  let out = ''
  node.asElement()?.forEachNonVirtualComposedChild((child) => {
    out += innerText(child)
  })
  return out
}

export function innerWxml(element: glassEasel.Element): string {
  let out = ''
  element.forEachNonVirtualComposedChild((child) => {
    out += outerWxml(child)
  })
  return out
}

export function outerWxml(node: Node): string {
  const text = node.asTextNode()
  if (text !== null) return escaped(text.textContent)
  const element = node.asElement()
  if (element === null) return ''
  const page = pageOfElement(element)
  if (page === undefined) return ''
  const attributes = wxmlAttributes(element).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  const tag = new FoundNode(element, page).tag
  const name = tag === '' ? 'view' : tag
  return `<${name}${attributes.join('')}>${innerWxml(element)}</${name}>`
}

/** Names that any XML parser takes; `change:prop` and the like are no attributes to a reader. */
const PLAIN_NAME = /^[A-Za-z_][\w.-]*$/

/** The attributes that WXML and XPath show: id, class, style, data-*, and those of built-in components. */
export function wxmlAttributes(element: glassEasel.Element): [name: string, value: string][] {
  const page = pageOfElement(element)
  if (page === undefined) return []
  const found = new FoundNode(element, page)
  const attributes: [string, string][] = []
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null || value === '' || value === false || !PLAIN_NAME.test(name)) return
    const shown = typeof value === 'object' ? '[object]' : value === true ? '' : String(value)
    attributes.push([name, shown])
  }
  add('id', element.id)
  add('class', element.class)
  add('style', element.style)
  for (const [name, value] of Object.entries(found.dataset())) add(`data-${kebab(name)}`, value)
  if (element.asGeneralComponent() === null) {
    for (const [name, value] of Object.entries(found.properties())) add(kebab(name), value)
  }
  return attributes
}
