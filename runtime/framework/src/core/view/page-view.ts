/**
 * The backend that glass-easel draws a page into: it collects operations and hands them to the page's
 * view as one batch per turn.
 */

import type * as glassEasel from 'glass-easel'
import { native } from '../native'
import { pluginRootOf } from '../plugins'
import { hostInfo, isIndependent } from '../program'
import { Op } from '../protocol'
import { reportError } from '../errors'
import { post } from '../timers'
import { plain } from '../inspect'
import { NodeTable } from './node-table'
import { ViewNode } from './view-node'

/** Tag that glass-easel names every custom component's host by; the WXML tag comes beside it. */
const HOST_TAG = 'wx-x'

const ROOT_ID = 1

/** Batches above this size are worth a warning: the view stalls while it parses one. */
const LARGE_BATCH = 1 << 20

/**
 * Index of the page's own sheet. Sheets apply in the order of their indices: app.wxss, those of components
 * as glass-easel announces them, and last the page's, whenever each of them comes.
 */
const PAGE_SHEET = 1_000_000

interface Sheet {
  scope: number
  index: number
  sent: boolean
}

const dirtyViews = new Set<PageView>()

/** Hands every page its batch. */
export function flushViews(): void {
  for (const view of dirtyViews) view.flush()
  dirtyViews.clear()
}

export class PageView {
  /** `BackendMode.Composed`: a const enum, which isolated modules cannot read. */
  readonly mode = 2 as glassEasel.BackendMode.Composed
  readonly pageId: number
  readonly route: string
  readonly nodes = new NodeTable<ViewNode>()
  readonly #scopes: glassEasel.StyleScopeManager
  readonly #root: ViewNode
  readonly #parent: ViewNode
  /** Sheets that the page's components may need; sent once such a component is there. */
  readonly #sheets = new Map<string, Sheet>()
  readonly #used = new Set<string>(['app'])
  /** Names of the page lifetimes that components of this page have had. */
  readonly #pageLifetimes = new Set<string>()
  #sheetsChanged = false
  #nextId = ROOT_ID + 1
  #expectsRoot = true
  #destroyed = false
  /** WXS modules that the view has; null while the page has no WXS handlers. */
  #wxs: Set<string> | null = null
  /** Hosts of no node of their own, which WXS handlers in their templates belong to. */
  readonly #virtualOwners = new Map<number, WeakRef<glassEasel.GeneralComponent>>()
  readonly #virtualIds = new WeakMap<glassEasel.GeneralComponent, number>()
  /** Nodes by owner and scopes, for `own`. */
  readonly #owned = new Map<string, { owner: number; scopes: string[]; ids: number[] }>()
  #pending: (ViewNode | unknown[])[] = []
  #sealed: unknown[] = []
  /** Batches handed over so far. */
  batches = 0
  /** Characters handed over so far. */
  characters = 0

  constructor(pageId: number, route: string, scopes: glassEasel.StyleScopeManager) {
    this.pageId = pageId
    this.route = route
    this.#scopes = scopes
    this.#root = new ViewNode(this, ROOT_ID, 'root', 'page')
    this.#parent = new ViewNode(this, 0, 'phantom', '')
    this.nodes.add(ROOT_ID, this.#root)
  }

  get destroyed(): boolean {
    return this.#destroyed
  }

  // --- operations ---------------------------------------------------------------------------------

  push(entry: ViewNode | unknown[]): void {
    if (this.#destroyed) return
    if (this.#pending.push(entry) === 1) dirtyViews.add(this)
  }

  /** An operation that must see everything before it applied, and nothing after it. */
  pushInOrder(op: unknown[]): void {
    if (this.#destroyed) return
    this.#seal()
    this.push(op)
  }

  #seal(): void {
    for (const entry of this.#pending) {
      if (entry instanceof ViewNode) entry.emit(this.#sealed)
      else this.#sealed.push(...entry)
    }
    this.#pending = []
    for (const { owner, scopes, ids } of this.#owned.values()) {
      // Some may have gone since.
      const left = ids.filter((id) => this.nodes.get(id) !== undefined || id === ROOT_ID)
      if (left.length > 0) this.#sealed.push(Op.own, owner, scopes, left)
    }
    this.#owned.clear()
  }

  /** Takes what there is to tell the view, which the caller hands over or keeps. */
  take(): string | undefined {
    dirtyViews.delete(this)
    if (this.#destroyed) return undefined
    this.#seal()
    this.#sendSheets()
    if (this.#sealed.length === 0) return undefined
    const ops = this.#sealed
    this.#sealed = []
    return stringify(ops)
  }

  /** Hands the view what it has not been told; gives the batch. */
  flush(): string | undefined {
    const batch = this.take()
    if (batch === undefined) return undefined
    this.batches += 1
    this.characters += batch.length
    if (batch.length > LARGE_BATCH) {
      native.log('warn', [], `page ${this.route}: one update of ${(batch.length / 1024).toFixed(0)} kB`, '')
    }
    native.apply(this.pageId, batch)
    return batch
  }

  scopeName(scope: number): string {
    return this.#scopes.queryName(scope) ?? ''
  }

  released(node: ViewNode): void {
    this.nodes.delete(node.id)
  }

  // --- what WXS handlers need to know ---------------------------------------------------------------

  /** Whether nodes are described to the view: whose template they stand in, their datasets and marks. */
  get describesNodes(): boolean {
    return this.#wxs !== null
  }

  /** Whether the view lacks this WXS module, which it is now given. The first one has all nodes described. */
  needsWxs(module: string): boolean {
    if (this.#wxs === null) {
      this.#wxs = new Set()
      for (const node of this.nodes.values()) node.describe()
    }
    if (this.#wxs.has(module)) return false
    this.#wxs.add(module)
    return true
  }

  /** Templates that are drawn from now on bring their WXS modules again. */
  forgetWxs(): void {
    this.#wxs?.clear()
  }

  /** Tells with the next batch in whose template the node stands. */
  own(node: ViewNode, host: glassEasel.GeneralComponent, scopes: string[]): void {
    const owner = this.#ownerId(host)
    const key = `${owner} ${scopes.join(' ')}`
    const group = this.#owned.get(key)
    if (group === undefined) this.#owned.set(key, { owner, scopes, ids: [node.id] })
    else group.ids.push(node.id)
  }

  #ownerId(host: glassEasel.GeneralComponent): number {
    const node = host.getBackendElement() as ViewNode | null
    if (node !== null) return node.id
    let id = this.#virtualIds.get(host)
    if (id === undefined) {
      id = this.#nextId++
      this.#virtualIds.set(host, id)
      this.#virtualOwners.set(id, new WeakRef(host))
    }
    return id
  }

  /** The element or virtual host with this id. */
  owner(id: number): glassEasel.Element | undefined {
    return this.nodes.get(id)?.__wxElement ?? this.#virtualOwners.get(id)?.deref()
  }

  /** Node 1. */
  get root(): ViewNode {
    return this.#root
  }

  /** Where the root component is attached. */
  get attachPoint(): { parent: ViewNode; placeholder: ViewNode } {
    return { parent: this.#parent, placeholder: this.#parent }
  }

  // --- glass-easel's composed backend ----------------------------------------------------------------

  destroy(): void {
    this.#destroyed = true
    this.#pending = []
    this.#sealed = []
    this.nodes.clear()
    dirtyViews.delete(this)
  }

  getWindowWidth(): number {
    return hostInfo().windowWidth
  }

  getWindowHeight(): number {
    return hostInfo().windowHeight
  }

  getDevicePixelRatio(): number {
    return hostInfo().pixelRatio
  }

  getTheme(): string {
    return hostInfo().theme
  }

  registerStyleSheetContent(): void {}

  /**
   * glass-easel announces the sheets of all components that the page could use; app.json may name a
   * hundred of them. A sheet is compiled and sent when the first component that it belongs to appears.
   */
  appendStyleSheetPath(path: string, styleScope?: number): number {
    // An independent subpackage may run without the main package, and so without app.wxss. Plugins never see it.
    if (path === 'app' && (isIndependent(this.route) || pluginRootOf(this.route) !== '')) return 0
    let sheet = this.#sheets.get(path)
    if (sheet === undefined) {
      const index = path === this.route ? PAGE_SHEET : this.#sheets.size + 1
      sheet = { scope: path === 'app' ? 0 : (styleScope ?? 0), index, sent: false }
      this.#sheets.set(path, sheet)
      this.#sheetsChanged = true
    }
    return sheet.index
  }

  /** A component is in the tree. */
  uses(component: glassEasel.GeneralComponent): void {
    const { _$pageLifetimeFuncs: lifetimes } = component as { _$pageLifetimeFuncs?: object }
    for (const name in lifetimes) this.#pageLifetimes.add(name)
    const path = component.is
    if (this.#used.has(path)) return
    this.#used.add(path)
    this.#sheetsChanged = true
    // One that stood behind a placeholder was not there to be announced.
    if (path !== '') this.appendStyleSheetPath(path, component.getComponentOptions().styleScope ?? undefined)
    dirtyViews.add(this)
  }

  #sendSheets(): void {
    if (!this.#sheetsChanged) return
    this.#sheetsChanged = false
    const ops: unknown[] = []
    for (const [path, sheet] of this.#sheets) {
      if (sheet.sent || !this.#used.has(path)) continue
      sheet.sent = true
      const css = native.style(path, this.scopeName(sheet.scope))
      if (css !== '') ops.push(Op.addStyle, sheet.index, css)
    }
    this.#sealed.unshift(...ops)
  }

  /** Sends these sheets again, as far as the view has them. */
  refreshSheets(paths: readonly string[]): void {
    for (const path of paths) {
      const sheet = this.#sheets.get(path)
      if (sheet === undefined || !sheet.sent) continue
      this.push([Op.addStyle, sheet.index, native.style(path, this.scopeName(sheet.scope))])
    }
  }

  /** Whether a component of this page may have this page lifetime; asking each takes a walk of the tree. */
  hasPageLifetime(name: string): boolean {
    return this.#pageLifetimes.has(name)
  }

  disableStyleSheet(index: number): void {
    this.push([Op.disableStyle, index])
  }

  /** `callback` runs once the view has been handed what was done so far. */
  render(callback: (error: Error | null) => void): void {
    post(() => callback(null))
  }

  getRootNode(): ViewNode {
    return this.#parent
  }

  createElement(logicalName: string, stylingName: string): ViewNode {
    // The page's own component is created first; it is the root that the view already has.
    if (this.#expectsRoot) {
      this.#expectsRoot = false
      return this.#root
    }
    const host = logicalName === HOST_TAG
    return this.#add(new ViewNode(this, this.#nextId++, host ? 'host' : 'element', host ? stylingName : logicalName))
  }

  createTextNode(content: string): ViewNode {
    return this.#add(new ViewNode(this, this.#nextId++, 'text', '', content))
  }

  createFragment(): ViewNode {
    return new ViewNode(this, 0, 'fragment', '')
  }

  onEvent(): void {}

  #add(node: ViewNode): ViewNode {
    this.nodes.add(node.id, node)
    return node
  }
}

/** Values that JSON refuses (cycles) are cut out rather than losing the whole batch. */
function stringify(ops: unknown[]): string {
  try {
    return JSON.stringify(ops)
  } catch (error) {
    reportError(error, 'an attribute value that cannot be sent to the page')
    return JSON.stringify(ops.map((value) => (typeof value === 'object' ? plain(value) : value)))
  }
}
