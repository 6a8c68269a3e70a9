/**
 * Keys of list items that are not unique. Many write `wx:key="index"`, which names a field that no item has: all
 * keys are the same then. glass-easel 0.12.1 numbers them all as soon as there are two, so that the first item
 * is made anew when a second one comes: its components lose their state, its fields the focus. Later versions
 * let the first keep its key, and so do we.
 */

import * as glassEasel from 'glass-easel'

/** What glass-easel remembers of a list (`RangeListManager`). */
interface KeyList {
  rawKeys: string[]
  /** Position by key. */
  keyMap: Record<string, number>
  /** Positions by key, of keys that several items have. */
  sharedKeyMap?: Record<string, number[]>
  updateKeys(list: unknown): void
}

export function keepFirstKeys(): void {
  const prototype = keyListPrototype()
  const { updateKeys } = prototype
  prototype.updateKeys = function update(this: KeyList, list) {
    updateKeys.call(this, list)
    for (const [key, positions] of Object.entries(this.sharedKeyMap ?? {})) renumber(this, key, positions)
  }
}

function renumber({ rawKeys, keyMap }: KeyList, key: string, positions: readonly number[]): void {
  for (const position of positions) delete keyMap[rawKeys[position] ?? '']
  let number = 0
  let own = key
  for (const position of positions) {
    keyMap[own] = position
    rawKeys[position] = own
    while (keyMap[`${key}--${number}`] !== undefined) number += 1
    own = `${key}--${number}`
  }
}

type ForLoop = (list: unknown[], key: null, changes: undefined, path: null, item: () => void) => void

/** glass-easel does not export the class; a list has one. */
function keyListPrototype(): KeyList {
  const children = (_created: boolean, _text: unknown, _element: unknown, _branch: unknown, loop: ForLoop): void =>
    loop([], null, undefined, null, () => {})
  const template = { content: () => () => ({ C: children, B: {} }) } as unknown as glassEasel.template.ComponentTemplate
  const definition = new glassEasel.ComponentSpace().defineComponent({ template })
  const context = new glassEasel.EmptyComposedBackendContext()
  const component = glassEasel.Component.createWithContext('list', definition.general(), context)
  const list = component.getShadowRoot()?.childNodes[0] as unknown as { _$wxTmplArgs: { keyList: KeyList } }
  return Object.getPrototypeOf(list._$wxTmplArgs.keyList) as KeyList
}
