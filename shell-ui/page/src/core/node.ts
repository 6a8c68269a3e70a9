/** What the interpreter keeps on the DOM nodes it made. */
export interface NodeData {
  /** Node id of the logic. */
  $id?: number
  /** Listener table by event type; see listeners.ts for the bits. */
  $on?: Map<string, number>
  /** Names of attributes bound with `model:`. */
  $model?: Set<string>
  /** Text of a text node before its parent `text` changed it (decode, space). */
  $raw?: string
  /** Where children really live, for components that draw them elsewhere (root-portal). */
  $content?: Element
  /** On such a container: the component that owns it. */
  $owner?: PageElement
  /** `data-*`, for previewing and the `html` query only. */
  $dataset?: Record<string, unknown>
}

export type PageElement = HTMLElement & NodeData
export type PageText = Text & NodeData
export type PageNode = PageElement | PageText

/** The parent in the tree of the logic. */
export function up(node: Node): PageElement | null {
  const parent = node.parentElement as PageElement | null
  if (parent === null) {
    const root = node.parentNode
    return root instanceof ShadowRoot ? (root.host as PageElement) : null
  }
  return parent.$owner ?? parent
}

/** The node itself or its nearest ancestor that the logic knows. */
export function nearestNode(node: EventTarget | null): PageElement | null {
  let element = node instanceof Element ? (node as PageElement) : node instanceof Node ? up(node) : null
  while (element !== null && element.$id === undefined) element = up(element)
  return element
}
