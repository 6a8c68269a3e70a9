/** One node of a page's composed tree, on the logic's side. It turns what glass-easel does into operations. */

import type * as glassEasel from 'glass-easel'
import { native } from '../native'
import { Op } from '../protocol'
import { convertRpx, kebab, namesResource, resolvePath } from './attributes'
import type { PageView } from './page-view'
import { reportScene, SCENE_TAG } from './xr-scene'

type Element = glassEasel.Element
type MutLevel = glassEasel.EventMutLevel

export type NodeKind = 'root' | 'element' | 'host' | 'text' | 'fragment' | 'phantom'

/** Whether and as what the node waits in the page's pending list. */
enum Pending {
  No,
  Create,
  Change,
}

enum Dirty {
  Text = 1,
  Id = 2,
  Class = 4,
  Style = 8,
  HostScope = 16,
  Owner = 32,
  Dataset = 64,
  Marks = 128,
}

/** What `describe` tells. */
const DESCRIPTION = Dirty.Owner | Dirty.Dataset | Dirty.Marks

const ID_PREFIX = /^[\da-f]{8}--/

/** Path of a component to the value of `wx-host` on its instances; one question per path is enough. */
const hostNames = new Map<string, string>()

function hostName(path: string): string {
  let name = hostNames.get(path)
  if (name === undefined) {
    name = native.scopeName(path)
    hostNames.set(path, name)
  }
  return name
}

/** Stands for "attribute removed" among the changed attributes. */
const REMOVED = Symbol('removed')

export class ViewNode {
  __wxElement?: Element
  readonly id: number
  readonly kind: NodeKind
  readonly tag: string
  readonly view: PageView
  /** Children of a fragment; other nodes keep their children in the view only. */
  readonly held: ViewNode[] = []
  modelListeners: Map<string, (value: unknown) => void> | null = null
  /** Events that somebody listens to here. */
  #heard: Set<string> | null = null

  /** `mark:` values, by name. */
  #marks: Map<string, unknown> | null = null
  /** Listeners that are added now are none of the logic's. */
  #quiet = false
  #pending = Pending.No
  #dirty = 0
  #released = false
  #is = ''
  #text = ''
  #elementId = ''
  #classes: string[] | null = null
  #style = ''
  #hostScope = ''
  #scope = 0
  #extraScope: number | undefined
  #attrs: Map<string, unknown> | null = null
  #late: unknown[][] | null = null

  constructor(view: PageView, id: number, kind: NodeKind, tag: string, text = '') {
    this.view = view
    this.id = id
    this.kind = kind
    this.tag = tag
    this.#text = text
    if (kind === 'element' || kind === 'host' || kind === 'text') {
      this.#pending = Pending.Create
      view.push(this)
    }
  }

  /** Writes the operations that bring the view up to date. */
  emit(out: unknown[]): void {
    const created = this.#pending === Pending.Create
    if (this.#pending === Pending.Create) {
      if (this.kind === 'text') {
        out.push(Op.createText, this.id, this.#text)
        this.#dirty &= ~Dirty.Text
      } else if (this.kind === 'host') {
        out.push(Op.createHost, this.id, this.tag, this.#is)
      } else {
        out.push(Op.createElement, this.id, this.tag)
        if (this.tag === SCENE_TAG) reportScene(this.view, this.__wxElement)
      }
      // Slots of components are resolved by glass-easel; this one is of a built-in, the scroll-view.
      if (this.__wxElement?.slot === 'refresher') out.push(Op.setAttr, this.id, 'slot', 'refresher')
    }
    this.#pending = Pending.No
    let dirty = this.#dirty
    this.#dirty = 0
    if (created && this.view.describesNodes) dirty |= DESCRIPTION
    if (dirty & Dirty.HostScope) out.push(Op.setHostScope, this.id, this.#hostScope)
    if (dirty & Dirty.Id) out.push(Op.setId, this.id, this.#elementId)
    if (dirty & Dirty.Class) out.push(Op.setClass, this.id, (this.#classes ?? []).join(' '))
    if (dirty & Dirty.Style) out.push(Op.setStyle, this.id, this.#style)
    if (dirty & Dirty.Text) out.push(Op.setText, this.id, this.#text)
    if (dirty & DESCRIPTION) this.#writeDescription(dirty, out)
    if (this.#attrs !== null) {
      for (const [name, value] of this.#attrs) {
        if (value === REMOVED) out.push(Op.removeAttr, this.id, name)
        else out.push(Op.setAttr, this.id, name, value)
      }
      this.#attrs = null
    }
    if (this.#late !== null) {
      for (const op of this.#late) out.push(...op)
      this.#late = null
    }
  }

  #writeDescription(dirty: number, out: unknown[]): void {
    const element = this.__wxElement
    if (element === undefined || this.kind === 'text') return
    const host = element.ownerShadowRoot?.getHostNode()
    if (dirty & Dirty.Owner && host !== undefined) this.view.own(this, host, this.#classScopes())
    if (dirty & Dirty.Dataset) {
      for (const [name, value] of Object.entries(element.dataset)) out.push(Op.setDataset, this.id, name, value)
    }
    if (dirty & Dirty.Marks) {
      for (const [name, value] of this.#marks ?? []) out.push(Op.setMark, this.id, name, value)
    }
  }

  /** Prefixes of a class that the node's own template names. */
  #classScopes(): string[] {
    const scopes = this.#extraScope === undefined ? [this.#scope] : [this.#extraScope, this.#scope]
    return scopes.map((scope) => this.view.scopeName(scope))
  }

  /** Tells the view whose the node is, its dataset and its marks. */
  describe(): void {
    if (this.kind !== 'text') this.#mark(DESCRIPTION)
  }

  datasetChanged(): void {
    if (this.view.describesNodes) this.#mark(Dirty.Dataset)
  }

  setMark(name: string, value: unknown): void {
    this.#marks ??= new Map()
    this.#marks.set(name, value)
    if (this.view.describesNodes) this.#mark(Dirty.Marks)
  }

  #mark(bit: number): void {
    this.#dirty |= bit
    this.#wait()
  }

  #wait(): void {
    if (this.#pending !== Pending.No || this.#released) return
    this.#pending = Pending.Change
    this.view.push(this)
  }

  // --- tree -------------------------------------------------------------------------------------

  appendChild(child: ViewNode): void {
    if (this.kind === 'fragment') {
      child.#leaveFragment()
      this.held.push(child)
      child.#fragment = this
      return
    }
    for (const node of child.#flatten()) {
      if (node.kind === 'root') continue
      this.view.push([Op.append, this.id, node.id])
    }
  }

  insertBefore(child: ViewNode, before: ViewNode): void {
    if (this.kind === 'fragment') {
      child.#leaveFragment()
      this.held.splice(Math.max(0, this.held.indexOf(before)), 0, child)
      child.#fragment = this
      return
    }
    for (const node of child.#flatten()) {
      if (node.kind === 'root') continue
      this.view.push([Op.insertBefore, this.id, node.id, before.id])
    }
  }

  removeChild(child: ViewNode): void {
    if (this.kind === 'fragment') {
      child.#leaveFragment()
      return
    }
    if (child.kind === 'root') return
    this.view.push([Op.remove, this.id, child.id])
  }

  replaceChild(child: ViewNode, old: ViewNode): void {
    // The page's root component is the root node itself, which is in the view from the start.
    if (old.kind === 'phantom') {
      this.appendChild(child)
      return
    }
    if (this.kind === 'fragment' || child.kind === 'fragment') {
      this.insertBefore(child, old)
      this.removeChild(old)
      return
    }
    child.#leaveFragment()
    this.view.push([Op.replace, this.id, child.id, old.id])
  }

  spliceBefore(before: ViewNode, deleteCount: number, list: ViewNode): void {
    this.#splice(before, deleteCount, list.#flatten())
  }

  spliceAppend(list: ViewNode): void {
    this.#splice(null, 0, list.#flatten())
  }

  spliceRemove(before: ViewNode, deleteCount: number): void {
    this.#splice(before, deleteCount, [])
  }

  #splice(before: ViewNode | null, deleteCount: number, nodes: ViewNode[]): void {
    if (this.kind === 'fragment') {
      const at = before === null ? this.held.length : Math.max(0, this.held.indexOf(before))
      for (const gone of this.held.splice(at, deleteCount, ...nodes)) gone.#fragment = null
      for (const node of nodes) node.#fragment = this
      return
    }
    if (deleteCount === 0 && nodes.length === 0) return
    const ids = nodes.filter((node) => node.kind !== 'root').map((node) => node.id)
    this.view.push([Op.splice, this.id, before?.id ?? 0, deleteCount, ids])
  }

  #fragment: ViewNode | null = null

  #leaveFragment(): void {
    const fragment = this.#fragment
    if (fragment === null) return
    const at = fragment.held.indexOf(this)
    if (at >= 0) fragment.held.splice(at, 1)
    this.#fragment = null
  }

  /** The node, or for a fragment what it holds, which leaves it. */
  #flatten(): ViewNode[] {
    if (this.kind !== 'fragment') {
      this.#leaveFragment()
      return [this]
    }
    const nodes = this.held.splice(0)
    for (const node of nodes) node.#fragment = null
    return nodes
  }

  release(): void {
    if (this.#released) return
    this.#released = true
    this.modelListeners = null
    if (this.kind === 'fragment' || this.kind === 'phantom' || this.kind === 'root') return
    this.view.released(this)
    this.view.push([Op.release, this.id])
  }

  associateValue(element: Element): void {
    this.#is = (element as { is?: string }).is ?? ''
    // A component whose style is shared has no scope of its own, but a `:host` all the same.
    if (this.#is !== '' && this.#hostScope === '') {
      this.#hostScope = hostName(this.#is)
      this.#mark(Dirty.HostScope)
    }
  }

  // --- what it looks like -------------------------------------------------------------------------

  setId(id: string): void {
    // glass-easel prefixes ids per component instance; WXSS and scripts use the author's.
    this.#elementId = id.replace(ID_PREFIX, '')
    this.#mark(Dirty.Id)
  }

  setStyleScope(scope: number, extraScope?: number, hostScope?: number): void {
    this.#scope = scope
    this.#extraScope = extraScope
    if (hostScope === undefined) return
    this.#hostScope = this.view.scopeName(hostScope)
    if (this.#hostScope !== '') this.#mark(Dirty.HostScope)
  }

  setStyle(style: string): void {
    // Segments of a style are joined by semicolons, empty ones included.
    const converted = convertRpx(style).replace(/^[;\s]+/, '')
    if (converted === this.#style) return
    this.#style = converted
    this.#mark(Dirty.Style)
  }

  addClass(name: string, scope?: number): void {
    this.#classes ??= []
    const classes = this.#classes
    const prefixed = this.#prefixed(name, scope ?? 0)
    if (classes.includes(prefixed)) return
    classes.push(prefixed)
    this.#mark(Dirty.Class)
  }

  removeClass(name: string, scope?: number): void {
    const at = this.#classes?.indexOf(this.#prefixed(name, scope ?? 0)) ?? -1
    if (at < 0) return
    this.#classes?.splice(at, 1)
    this.#mark(Dirty.Class)
  }

  clearClasses(): void {
    this.#classes = null
    this.#mark(Dirty.Class)
  }

  #prefixed(name: string, scope: number): string {
    const prefix = this.view.scopeName(scope)
    return prefix === '' ? name : `${prefix}--${name}`
  }

  setAttribute(name: string, value: unknown): void {
    const key = kebab(name)
    this.#attrs ??= new Map()
    this.#attrs.set(key, value === undefined ? REMOVED : this.#attribute(key, value))
    this.#wait()
  }

  removeAttribute(name: string): void {
    this.#attrs ??= new Map()
    this.#attrs.set(kebab(name), REMOVED)
    this.#wait()
  }

  #attribute(name: string, value: unknown): unknown {
    // JSON has neither NaN nor Infinity.
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
    if (typeof value !== 'string') return value
    // `hover-class`, `placeholder-class`… name classes of the style sheet that wrote them.
    if (name.endsWith('-class')) return this.#scopedClasses(value)
    if (name.endsWith('style')) return convertRpx(value)
    if (namesResource(this.tag, name)) return resolvePath(value, this.#author())
    return value
  }

  #scopedClasses(value: string): string {
    const names = value.split(/\s+/).filter((name) => name !== '' && name !== 'none')
    if (names.length === 0) return value
    const scopes = this.#classScopes()
    return names.flatMap((name) => scopes.map((scope) => (scope === '' ? name : `${scope}--${name}`))).join(' ')
  }

  /** Path of the component whose template holds the node. */
  #author(): string {
    return this.__wxElement?.ownerShadowRoot?.getHostNode().is ?? this.view.route
  }

  setText(text: string): void {
    this.#text = text
    this.#dirty |= Dirty.Text
    if (this.#pending === Pending.No) this.#wait()
  }

  setModelBindingStat(name: string, listener: ((value: unknown) => void) | null): void {
    const key = kebab(name)
    this.modelListeners ??= new Map()
    const listeners = this.modelListeners
    if (listener === null) listeners.delete(key)
    else listeners.set(key, listener)
    this.#afterwards([Op.modelBind, this.id, key, listener !== null])
  }

  listensTo(type: string): boolean {
    return this.#heard?.has(type) === true
  }

  setListenerStats(type: string, capture: boolean, mutLevel: MutLevel): void {
    if (this.#quiet) return
    this.#heard ??= new Set()
    this.#heard.add(type)
    this.#afterwards([Op.listen, this.id, type, (capture ? 1 : 0) | (mutLevel << 1)])
  }

  /** Runs `change`, which adds or removes listeners that the view need not know of. */
  withoutListening(change: () => void): void {
    this.#quiet = true
    try {
      change()
    } finally {
      this.#quiet = false
    }
  }

  bindWxs(type: string, flags: number, module: string, path: readonly string[]): void {
    this.#afterwards([Op.wxsBind, this.id, type, flags, module, path])
  }

  #afterwards(op: unknown[]): void {
    this.#late ??= []
    this.#late.push(op)
    this.#wait()
  }
}
