/** Styles and classes that WXS sets: they lie above the logic's, and outlive its changes. */

import { writeStyle } from '../core/animation-export'
import { canonicalName } from '../components/attributes'
import type { PageElement } from '../core/node'
import { words, writeClass } from './class-list'

/** An inline style of WXS: text, or an object of properties in either spelling; rpx are allowed. */
export function setWxsStyle(node: PageElement, style: unknown): void {
  node.$wxsStyle = styleText(style)
  const own = node.$ownStyle ?? ''
  if (node.setStyle === undefined) writeStyle(node, own)
  else node.setStyle(own)
}

function styleText(style: unknown): string {
  let text = ''
  if (typeof style === 'string') text = style
  else if (typeof style === 'object' && style !== null) {
    for (const [name, value] of Object.entries(style)) {
      if (value !== undefined && value !== null) text += `${name.startsWith('--') ? name : canonicalName(name)}:${String(value)};`
    }
  }
  return /rpx/i.test(text) ? text.replace(/(-?(?:\d+\.?\d*|\.\d+))rpx\b/gi, (_all, number: string) => `${Number(number) / 7.5}vw`) : text
}

export function addWxsClass(node: PageElement, names: unknown): void {
  const added = node.$wxsClasses ?? new Set()
  node.$wxsClasses = added
  for (const name of words(names)) {
    added.add(name)
    node.$wxsRemoved?.delete(name)
  }
  rewriteClass(node)
}

export function removeWxsClass(node: PageElement, names: unknown): void {
  const removed = node.$wxsRemoved ?? new Set()
  node.$wxsRemoved = removed
  for (const name of words(names)) {
    node.$wxsClasses?.delete(name)
    removed.add(name)
  }
  rewriteClass(node)
}

function rewriteClass(node: PageElement): void {
  if (node.writeClass === undefined) writeClass(node)
  else node.writeClass()
}
