/**
 * The walks by which glass-easel's templates create and update node trees, with less garbage.
 *
 * glass-easel makes six closures for every node whose children it visits; in an interpreter that is most
 * of what an update costs. These walks keep the position in variables of this module and share one set of
 * functions. Content of dynamic slots, and the order of lists whose keys have changed, are left to
 * glass-easel. Its own tests run with these walks too: docs/glass-easel.md.
 */

import * as glassEasel from 'glass-easel'

type Element = glassEasel.Element
type Node = glassEasel.Node
type Key = number | string
type Path = readonly Key[]
/** What has changed: `true` is all of it. */
type Changes = true | { readonly [key: Key]: Changes | undefined } | undefined

type DefineText = (text: string | undefined, init?: (node: glassEasel.TextNode) => void) => void
type DefineElement = (
  tag: string,
  generics: Record<string, string>,
  init: (element: Element, isCreation: boolean) => void,
  children: Children,
  slot?: string,
  slotValues?: string[],
) => void
type DefineBranch = (key: Key, children: Children) => void
type DefineLoop = (list: unknown[], key: string | null, changes: Changes, path: Path | null, item: Item) => void
type DefineSlot = (name: string | undefined, init?: (slot: Element) => void, slot?: string) => void
type DefineGroup = (children: Children, slot: string | undefined) => void

type Definers = [DefineText, DefineElement, DefineBranch, DefineLoop, DefineSlot, DefineGroup]

/** Compiled template code: tells the definers, in order, which children a node has. */
type Children = (isCreation: boolean, ...definers: [...Definers, slotValues: undefined, slotChanges: undefined]) => void
type Item = (
  isCreation: boolean,
  item: unknown,
  index: Key,
  changes: Changes,
  indexChanged: true | undefined,
  path: Path | null,
  ...definers: Definers
) => void

/** What glass-easel remembers of the list of a `wx:for`. */
interface List {
  readonly keyName: string | null
  readonly rawKeys: string[]
  readonly sharedKeyMap: object | undefined
  readonly indexes: Key[] | null
  items: unknown[]
  diff(
    list: unknown[],
    changes: Changes,
    element: Element,
    create: (item: unknown, index: Key) => Element,
    update: (item: unknown, index: Key, changes: Changes, indexChanged: boolean, node: Element | undefined) => void,
  ): void
}

type TemplateNode = Node & { _$wxTmplArgs?: { key?: Key; keyList?: List } }

/** glass-easel's interpreter of the template of one component instance, as far as the walks use it. */
export interface Walker {
  readonly shadowRoot: glassEasel.ShadowRoot
  handleChildrenCreation(children: Children, slot: Element | undefined, name: string | undefined): Node[]
  handleChildrenCreationAndInsert(
    children: Children,
    parent: Element,
    slot: Element | undefined,
    name: string | undefined,
  ): void
  handleChildrenUpdate(
    children: Children,
    parent: Element,
    slot: Element | undefined,
    name: string | undefined,
  ): void
  createCommonElement(
    tag: string,
    generics: Record<string, string>,
    init: (element: Element, isCreation: boolean) => void,
    children: Children,
    slotValues: string[] | undefined,
  ): Element
  dynamicSlotUpdate(
    component: glassEasel.GeneralComponent,
    slotValues: string[] | undefined,
    children: Children,
  ): glassEasel.ShadowRoot | null
}

const isComponent = glassEasel.Component.isComponent
const Base = glassEasel.Element

let updateOriginally: Walker['handleChildrenUpdate'] | undefined
let createOriginally: Walker['handleChildrenCreation']

/** Gives the class of `walker` these walks. */
export function installWalks(walker: Walker): void {
  if (updateOriginally !== undefined) return
  const prototype = Object.getPrototypeOf(walker) as Walker
  updateOriginally = prototype.handleChildrenUpdate
  createOriginally = prototype.handleChildrenCreation
  prototype.handleChildrenUpdate = handleChildrenUpdate
  prototype.handleChildrenCreation = handleChildrenCreation
}

// --- where the walk is -----------------------------------------------------------------------------

let walker: Walker
/** The children of `parent`, which an update visits; `index` is the next one. */
let nodes: Node[] = []
let index = 0
let parent: Element
/** What a creation has made so far. */
let made: Node[] = []

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}

// --- creation ----------------------------------------------------------------------------------------

function handleChildrenCreation(
  this: Walker,
  children: Children,
  slot: Element | undefined,
  name: string | undefined,
): Node[] {
  if (slot !== undefined) return createOriginally.call(this, children, slot, name)
  const outerMade = made
  const outerWalker = walker
  const own: Node[] = []
  made = own
  walker = this
  try {
    children(true, newText, newElement, newBranch, newLoop, newSlot, newGroup, undefined, undefined)
  } finally {
    made = outerMade
    walker = outerWalker
  }
  return own
}

function newText(text: string | undefined, init?: (node: glassEasel.TextNode) => void): void {
  const node = walker.shadowRoot.createTextNode(text)
  node.destroyBackendElementOnRemoval()
  init?.(node)
  made.push(node)
}

const newElement: DefineElement = (tag, generics, init, children, slot, slotValues) => {
  const element = walker.createCommonElement(tag, generics, init, children, slotValues)
  if (slot !== undefined) element.slot = slot
  made.push(element)
}

function newVirtual(name: string): glassEasel.VirtualNode {
  const node = walker.shadowRoot.createVirtualNode(name)
  node.destroyBackendElementOnRemoval()
  return node
}

function makeBranch(key: Key, children: Children): Element {
  const branch = newVirtual('wx:if')
  Base.setInheritSlots(branch)
  ;(branch as TemplateNode)._$wxTmplArgs = { key }
  walker.handleChildrenCreationAndInsert(children, branch, undefined, undefined)
  return branch
}

function newBranch(key: Key, children: Children): void {
  made.push(makeBranch(key, children))
}

/** glass-easel keeps the class of its lists to itself, so it makes them. */
const newLoop: DefineLoop = (list, key, changes, path, item) => {
  const loop: Children = (_isCreation, _text, _element, _branch, defineLoop) =>
    defineLoop(list, key, changes, path, item)
  made.push(...createOriginally.call(walker, loop, undefined, undefined))
}

const newSlot: DefineSlot = (name, init, slot) => {
  const node = newVirtual('slot')
  Base.setSlotName(node, textOf(name))
  if (slot !== undefined) node.slot = slot
  init?.(node)
  made.push(node)
}

function newGroup(children: Children, slot: string | undefined): void {
  const group = newVirtual('virtual')
  if (slot === undefined) Base.setInheritSlots(group)
  else group.slot = slot
  walker.handleChildrenCreationAndInsert(children, group, undefined, undefined)
  made.push(group)
}

// --- update --------------------------------------------------------------------------------------------

function handleChildrenUpdate(
  this: Walker,
  children: Children,
  into: Element,
  slot: Element | undefined,
  name: string | undefined,
): void {
  // Where a walker listens in on its own updates (placeholder-values.ts), it wants to hear of each level.
  if (slot !== undefined || Object.hasOwn(this, 'handleChildrenUpdate')) {
    updateOriginally?.call(this, children, into, slot, name)
    return
  }
  const outerWalker = walker
  const outerNodes = nodes
  const outerIndex = index
  const outerParent = parent
  walker = this
  try {
    visit(children, into)
  } finally {
    walker = outerWalker
    nodes = outerNodes
    index = outerIndex
    parent = outerParent
  }
}

/** Updates the children of `into`. Where code throws, `handleChildrenUpdate` puts the position back. */
function visit(children: Children, into: Element): void {
  const outerNodes = nodes
  const outerIndex = index
  const outerParent = parent
  nodes = into.childNodes
  index = 0
  parent = into
  children(false, oldText, oldElement, oldBranch, oldLoop, oldSlot, oldGroup, undefined, undefined)
  nodes = outerNodes
  index = outerIndex
  parent = outerParent
}

function oldText(text: string | undefined): void {
  const node = nodes[index++] as glassEasel.TextNode | undefined
  if (node !== undefined && text !== undefined) node.textContent = text
}

const oldElement: DefineElement = (_tag, _generics, init, children, slot, slotValues) => {
  const element = nodes[index++] as Element | undefined
  if (element === undefined) return
  init(element, false)
  let dynamic = false
  if (isComponent(element)) {
    const content = walker.dynamicSlotUpdate(element, slotValues, children)
    dynamic = content !== null
    if (element.hasPendingChanges()) glassEasel.Component.getDataProxy(element).applyDataUpdates(true)
    content?.applySlotUpdates()
  }
  if (slot !== undefined) element.slot = slot
  if (!dynamic) visit(children, element)
}

const oldBranch: DefineBranch = (key, children) => {
  const at = index++
  const branch = nodes[at] as (Element & TemplateNode) | undefined
  if (branch === undefined) return
  if (branch._$wxTmplArgs?.key === key) {
    visit(children, branch)
    return
  }
  // First, since what the new branch creates may call setData, and must not find the old key then.
  if (branch._$wxTmplArgs !== undefined) branch._$wxTmplArgs.key = key
  const into = parent
  const other = makeBranch(key, children)
  into.replaceChildAt(other, at)
}

const oldSlot: DefineSlot = (name, init, slot) => {
  const node = nodes[index++] as Element | undefined
  if (node === undefined) return
  if (name !== undefined) Base.setSlotName(node, textOf(name))
  if (slot !== undefined) node.slot = slot
  init?.(node)
  walker.shadowRoot.applySlotValueUpdates(node)
}

function oldGroup(children: Children, slot: string | undefined): void {
  const group = nodes[index++] as Element | undefined
  if (group === undefined) return
  if (slot !== undefined) group.slot = slot
  visit(children, group)
}

const oldLoop: DefineLoop = (data, _key, changes, path, item) => {
  const loop = nodes[index++] as (Element & TemplateNode) | undefined
  const list = loop?._$wxTmplArgs?.keyList
  if (loop === undefined || list === undefined) return
  if (hasSameKeys(list, data)) {
    list.items = data
    updateItems(loop, list, data, changes, path, item)
    return
  }
  const self = walker
  list.diff(
    data,
    changes,
    loop,
    (value, at) => {
      const node = newVirtual('wx:for-item')
      Base.setInheritSlots(node)
      const children: Children = (_isCreation, text, element, branch, inner, slot, group) =>
        item(true, value, at, undefined, undefined, pathTo(path, at), text, element, branch, inner, slot, group)
      self.handleChildrenCreationAndInsert(children, node, undefined, undefined)
      return node
    },
    (value, at, changed, moved, node) => {
      if (node !== undefined) updateItem(node, item, value, at, changed, moved, path)
    },
  )
}

function pathTo(path: Path | null, at: Key): Path | null {
  return path === null ? null : [...path, at]
}

/** Whether the items stay what and where they are, so that each is updated in place. */
function hasSameKeys(list: List, data: unknown): data is unknown[] {
  if (!Array.isArray(data) || list.indexes !== null || list.sharedKeyMap !== undefined) return false
  const keys = list.rawKeys
  const { length } = keys
  if (data.length !== length) return false
  const name = list.keyName
  if (name === null) return true
  for (let i = 0; i < length; i += 1) {
    const value = data[i] as Record<string, unknown> | null | undefined
    const field: unknown = name === '*this' ? value : value?.[name]
    if ((typeof field === 'string' ? field : textOf(field)) !== keys[i]) return false
  }
  return true
}

function updateItems(
  loop: Element,
  list: List,
  data: unknown[],
  changes: Changes,
  path: Path | null,
  item: Item,
): void {
  const children = loop.childNodes
  if (typeof changes !== 'object') {
    for (let i = 0; i < data.length; i += 1) {
      const node = children[i] as Element | undefined
      if (node !== undefined) updateItem(node, item, data[i], i, changes, false, path)
    }
    return
  }
  const name = list.keyName
  // `array.splice` as a change; its entries stand in the prototype.
  const spliced = Array.isArray(Object.getPrototypeOf(changes))
  for (let i = 0; i < data.length; i += 1) {
    const node = children[i] as Element | undefined
    if (node === undefined) continue
    let changed = changes[i]
    if (name === null) {
      if (spliced) changed = true
    } else if (changed !== undefined && changed !== true && (name === '*this' || changed[name])) {
      changed = true
    }
    updateItem(node, item, data[i], i, changed, false, path)
  }
}

function updateItem(
  node: Element,
  item: Item,
  value: unknown,
  at: Key,
  changes: Changes,
  moved: boolean,
  path: Path | null,
): void {
  const outerNodes = nodes
  const outerIndex = index
  const outerParent = parent
  nodes = node.childNodes
  index = 0
  parent = node
  item(
    false,
    value,
    at,
    changes,
    moved ? true : undefined,
    pathTo(path, at),
    oldText,
    oldElement,
    oldBranch,
    oldLoop,
    oldSlot,
    oldGroup,
  )
  nodes = outerNodes
  index = outerIndex
  parent = outerParent
}
