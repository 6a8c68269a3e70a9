/**
 * Our composed backend where the suites have a DOM or a backend of their own. What they do to it goes the way
 * of every page: `PageView` and `ViewNode`, a batch of operations, the headless view. What they ask of it is
 * answered from the headless view's tree.
 */

import './install-native'
import * as glassEasel from 'glass-easel'
import { PageView } from '../src/core/view/page-view'
import type { ViewNode } from '../src/core/view/view-node'
import './seen'

let nextView = 1

/** Ids of style scopes to names. The suites make many spaces, whose ids would be the same without this. */
const scopeNames: string[] = ['']

glassEasel.StyleScopeManager.prototype.register = function register(name: string): number {
  scopeNames.push(name)
  return scopeNames.length - 1
}
glassEasel.StyleScopeManager.prototype.queryName = (id: number): string | undefined => scopeNames[id]

/** `node.id = 'x'` of a DOM element is our `setId`; our own number stays what one reads. */
function named(node: ViewNode): ViewNode {
  const { id } = node
  return Object.defineProperty(node, 'id', {
    get: () => id,
    set: (value: string) => node.setId(value),
  })
}

interface SuiteDocument {
  readonly body: ViewNode
  createElement(tag: string): ViewNode
  createTextNode(text: string): ViewNode
  createDocumentFragment(): ViewNode
}

export class SuiteContext extends PageView {
  readonly document: SuiteDocument

  constructor() {
    super(nextView++, 'suite', glassEasel.StyleScopeManager.prototype)
    // The first element is the page's root, which the view has from the start.
    const body = super.createElement('wx-x', 'page')
    this.document = {
      body,
      createElement: (tag) => this.createElement(tag, tag),
      createTextNode: (text) => this.createTextNode(text),
      createDocumentFragment: () => this.createFragment(),
    }
  }

  override getRootNode(): ViewNode {
    return this.document.body
  }

  override createElement(logicalName: string, stylingName: string): ViewNode {
    return named(super.createElement(logicalName, stylingName))
  }
}
