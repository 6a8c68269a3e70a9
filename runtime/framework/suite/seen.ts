/** Reading a view node the way the suites read DOM elements: from the tree that the headless view has. */

import { kebab } from '../src/core/view/attributes'
import { flushViews } from '../src/core/view/page-view'
import { ViewNode } from '../src/core/view/view-node'
import { host, type SeenNode } from './host'

const TEXT_NODE = 3
const ELEMENT_NODE = 1

function seen(node: ViewNode): SeenNode {
  flushViews()
  const found = JSON.parse(host.node(node.view.pageId, node.id)) as SeenNode | null
  if (found === null) throw new Error(`node ${node.id} is not in the view`)
  return found
}

function html(node: ViewNode, outer: boolean): string {
  flushViews()
  return host.html(node.view.pageId, node.id, outer)
}

function nodeOf(node: ViewNode, id: number | null): ViewNode | null {
  return (id === null ? undefined : node.view.nodes.get(id)) ?? null
}

function attribute(node: ViewNode, name: string): string | null {
  const { attributes, ...fields } = seen(node)
  switch (name) {
    case 'id':
    case 'style':
      return fields[name]
    // The tree does not tell an empty list of classes from none.
    case 'class':
      return fields.class === '' ? null : fields.class
    case 'wx-host':
      return fields.hostScope === '' ? null : fields.hostScope
  }
  const value = attributes[kebab(name)]
  if (value === undefined || value === false) return null
  return value === true || value === null ? '' : String(value)
}

const getters: Record<string, (node: ViewNode) => unknown> = {
  innerHTML: (node) => html(node, false),
  outerHTML: (node) => html(node, true),
  tagName: (node) => seen(node).tag.toUpperCase(),
  nodeType: (node) => (node.kind === 'text' ? TEXT_NODE : ELEMENT_NODE),
  childNodes: (node) => (node.kind === 'fragment' ? node.held : seen(node).children.map((id) => nodeOf(node, id))),
  parentNode: (node) => nodeOf(node, seen(node).parent),
  className: (node) => seen(node).class,
}

const descriptors: PropertyDescriptorMap = {
  TEXT_NODE: { value: TEXT_NODE },
  ELEMENT_NODE: { value: ELEMENT_NODE },
  textContent: {
    get(this: ViewNode) {
      return seen(this).text
    },
    set(this: ViewNode, text: string) {
      this.setText(text)
    },
  },
  getAttribute: {
    value(this: ViewNode, name: string) {
      return attribute(this, name)
    },
  },
  /** What the user types or ticks: the page runtime reports a bound field's value as this does. */
  dispatchEvent: {
    value(this: ViewNode & Record<string, unknown>, event: { type: string }) {
      if (event.type !== 'input' && event.type !== 'change') return
      for (const [name, listener] of this.modelListeners ?? []) listener(this[name])
    },
  },
}
for (const [name, get] of Object.entries(getters)) {
  descriptors[name] = {
    get(this: ViewNode) {
      return get(this)
    },
  }
}
Object.defineProperties(ViewNode.prototype, descriptors)
