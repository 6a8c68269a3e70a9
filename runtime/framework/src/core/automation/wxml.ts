/** The composed tree as WXML and as text, from the logic's side. */

import type * as glassEasel from 'glass-easel'
import { FoundNode } from '../selected-node'
import { pageOfElement } from '../page'

type Node = glassEasel.Node

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
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
  const found = new FoundNode(element, page)
  let attributes = ''
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null || value === '' || value === false) return
    const shown = typeof value === 'object' ? '[object]' : value === true ? '' : String(value)
    attributes += ` ${name}="${escaped(shown)}"`
  }
  add('id', element.id)
  add('class', element.class)
  add('style', element.style)
  if (element.asGeneralComponent() === null) {
    for (const [name, value] of Object.entries(found.properties())) {
      add(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value)
    }
  }
  const tag = found.tag === '' ? 'view' : found.tag
  return `<${tag}${attributes}>${innerWxml(element)}</${tag}>`
}
