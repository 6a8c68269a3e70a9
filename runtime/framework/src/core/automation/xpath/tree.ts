/** What XPath walks: the composed tree of a page as it is now. */

import type * as glassEasel from 'glass-easel'
import { wxmlAttributes } from '../wxml'
import { FoundNode } from '../../selected-node'
import { pageOfElement } from '../../page'

export class XpathNode {
  readonly kind: 'element' | 'text' | 'attribute'
  readonly name: string
  readonly parent: XpathNode | undefined
  readonly children: XpathNode[] = []
  /** Place in document order. */
  readonly order: number
  readonly element: glassEasel.Element | undefined
  readonly #text: string
  #attributes: XpathNode[] | undefined

  constructor(
    kind: XpathNode['kind'],
    name: string,
    parent: XpathNode | undefined,
    order: number,
    text: string,
    element?: glassEasel.Element,
  ) {
    this.kind = kind
    this.name = name
    this.parent = parent
    this.order = order
    this.#text = text
    this.element = element
  }

  get attributes(): readonly XpathNode[] {
    if (this.#attributes === undefined) {
      const all = this.element === undefined ? [] : wxmlAttributes(this.element)
      // Attributes come after their element and before its children, which have whole numbers.
      this.#attributes = all.map(
        ([name, value], index) => new XpathNode('attribute', name, this, this.order + (index + 1) / (all.length + 2), value),
      )
    }
    return this.#attributes
  }

  get stringValue(): string {
    if (this.kind !== 'element') return this.#text
    return this.children.map((child) => child.stringValue).join('')
  }
}

/** A snapshot of the composed tree below `root`; `root` itself is the element `page`. */
export function snapshot(root: glassEasel.Element): XpathNode {
  let order = 0
  const visit = (node: glassEasel.Node, parent: XpathNode | undefined): XpathNode | undefined => {
    const text = node.asTextNode()
    if (text !== null) {
      // Empty texts are of `{{}}` that shows nothing: the author sees no node there.
      if (text.textContent.trim() === '') return undefined
      return new XpathNode('text', '', parent, order++, text.textContent)
    }
    const element = node.asElement()
    const page = element === null ? undefined : pageOfElement(element)
    if (element === null || page === undefined) return undefined
    const tag = parent === undefined ? 'page' : new FoundNode(element, page).tag.toLowerCase()
    const made = new XpathNode('element', tag, parent, order++, '', element)
    element.forEachNonVirtualComposedChild((child) => {
      const below = visit(child, made)
      if (below !== undefined) made.children.push(below)
    })
    return made
  }
  return visit(root, undefined) ?? new XpathNode('element', 'page', undefined, 0, '', root)
}
