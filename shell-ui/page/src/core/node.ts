/** A WXS function that is bound to an event. */
export interface WxsHandler {
  capture: boolean
  /** 0 bind, 1 mut-bind, 2 catch. */
  level: number
  module: string
  path: readonly string[]
}

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
  /** `data-*`, where WXS handles events of the page. */
  $dataset?: Record<string, unknown>
  /** `mark:*`, there, too. */
  $mark?: Record<string, unknown>
  /** Id of the host in whose template the node stands, there, too. */
  $host?: number
  /** Prefixes that a class gets in that template. */
  $scopes?: readonly string[]
  /** WXS event handlers by type. */
  $wxsOn?: Map<string, WxsHandler[]>
  /** Class and inline style as the logic set them. */
  $ownClass?: string
  $ownStyle?: string
  /** What WXS has added to them. */
  $wxsStyle?: string
  $wxsClasses?: Set<string>
  /** Classes of the logic that WXS has taken away. */
  $wxsRemoved?: Set<string>
  /** Of built-in components, which add to their style and class themselves. */
  setStyle?(value: string): void
  writeClass?(): void
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
