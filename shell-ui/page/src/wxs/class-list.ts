/** The class attribute: the logic's classes, and what WXS has added and taken away. */

import type { PageElement } from '../core/node'

/** The prefix that the compiler gives the classes of isolated components (`Compiler::scope_name`). */
const SCOPE = /^w[\da-f]{10}--/

/** The class name as its author wrote it. */
export function unscoped(name: string): string {
  return name.replace(SCOPE, '')
}

export function words(names: unknown): string[] {
  return String(names).split(/\s+/).filter((name) => name !== '')
}

export function hasClass(node: PageElement, name: string): boolean {
  for (const token of node.classList) if (token === name || unscoped(token) === name) return true
  return false
}

/** The logic has set the class attribute: what WXS had taken away may be there again. */
export function logicClass(node: PageElement, value: string): void {
  node.$ownClass = value
  node.$wxsRemoved = undefined
}

/** Writes the class attribute of a node: the logic's, `extra`, and what WXS has made of it. */
export function writeClass(node: PageElement, extra = ''): void {
  const own = node.$ownClass ?? ''
  let value = extra === '' ? own : `${own} ${extra}`
  const { $wxsRemoved: removed, $wxsClasses: added } = node
  if (removed !== undefined && removed.size > 0) {
    value = words(value)
      .filter((token) => !removed.has(unscoped(token)))
      .join(' ')
  }
  if (added !== undefined && added.size > 0) {
    const scopes = node.$scopes ?? ['']
    for (const name of added) for (const scope of scopes) value += scope === '' ? ` ${name}` : ` ${scope}--${name}`
  }
  node.setAttribute('class', value)
}
