/** Nodes that selectors find, as the wx facade and the automation port see them. */

import * as glassEasel from 'glass-easel'
import type { JsonObject, SelectedNode } from '../wx/context'
import { componentOf } from './instance-identity'
import { type Page, pageOfElement } from './page'
import type { ViewNode } from './view/view-node'

type Element = glassEasel.Element

/** `form-type` → `formType`. */
export function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())
}

/** The view's node for an element; for a component without host node, that of its first content. */
export function viewNodeOf(element: Element): ViewNode | undefined {
  const own = element.getBackendElement() as unknown as ViewNode | null
  if (own !== null) return own
  let first: ViewNode | undefined
  element.forEachNonVirtualComposedChild((child) => {
    first = (child as unknown as { getBackendElement?: () => ViewNode | null }).getBackendElement?.() ?? undefined
    return first === undefined
  })
  return first
}

export class FoundNode implements SelectedNode {
  readonly element: Element
  readonly page: Page
  readonly id: number

  constructor(element: Element, page: Page) {
    this.element = element
    this.page = page
    this.id = viewNodeOf(element)?.id ?? 0
  }

  static of(element: Element): FoundNode | undefined {
    const page = pageOfElement(element)
    return page === undefined ? undefined : new FoundNode(element, page)
  }

  get tag(): string {
    const component = this.element.asGeneralComponent()
    if (component !== null) return component.tagName
    return this.element.asNativeNode()?.is ?? ''
  }

  get elementId(): string {
    return this.element.id
  }

  dataset(): JsonObject {
    return { ...this.element.dataset }
  }

  mark(): JsonObject {
    return { ...this.element.collectMarks() }
  }

  properties(): JsonObject {
    const component = this.element.asGeneralComponent()
    if (component !== null) {
      const out: JsonObject = {}
      for (const [name, value] of Object.entries(component.data as JsonObject)) {
        if (glassEasel.Component.hasProperty(component, name)) out[name] = value
      }
      return out
    }
    const { _$nodeAttributes: attributes } = this.element as unknown as { _$nodeAttributes?: JsonObject | null }
    return Object.fromEntries(Object.entries(attributes ?? {}).map(([name, value]) => [camel(name), value]))
  }

  get component(): object | undefined {
    const component = this.element.asGeneralComponent()
    return component === null ? undefined : (component.getMethodCaller() as unknown as object)
  }
}

/** Inside the shadow tree of an instance; a malformed selector finds nothing. */
export function selectIn(instance: object, selector: string, single: boolean): FoundNode[] {
  const root = componentOf(instance)?.asGeneralComponent()?.getShadowRoot()
  if (!root) return []
  const found = single ? [root.querySelector(selector)] : root.querySelectorAll(selector)
  return found.flatMap((element) => {
    const node = element === null ? undefined : FoundNode.of(element)
    return node === undefined ? [] : [node]
  })
}

/** Elements of a shadow tree in document order, slot contents included, other shadow trees not. */
export function* elementsIn(root: Element): Generator<Element> {
  for (const child of root.childNodes) {
    const element = child.asElement()
    if (element === null) continue
    yield element
    yield* elementsIn(element)
  }
}

export function selectTag(instance: object, tag: string): FoundNode[] {
  const root = componentOf(instance)?.asGeneralComponent()?.getShadowRoot()
  if (!root) return []
  const out: FoundNode[] = []
  for (const element of elementsIn(root)) {
    if (element.asNativeNode()?.is !== tag) continue
    const node = FoundNode.of(element)
    if (node !== undefined) out.push(node)
  }
  return out
}
