/** One page: its component tree, its view, its bars. */

import * as glassEasel from 'glass-easel'
import type * as adapter from 'glass-easel-miniprogram-adapter'
import type { EventChannel } from '../wx/event-channel'
import type { JsonObject, NavFields, ObserveSpec, PageHandle, Reply } from '../wx/context'
import { chrome } from './chrome'
import { reportError } from './errors'
import { tellComponent } from './events'
import { exitStateOf } from './exit-state'
import { callHook, hooks } from './hooks'
import { native } from './native'
import { type NavState, navOf } from './navigation-bar'
import { withdrawRequests } from './page-requests'
import { keptRendering } from './initial-rendering'
import { publicRoute } from './plugins'
import { effectiveTheme, hostInfo, isTabPage, pageConfig, program } from './program'
import { Op } from './protocol'
import { codeSpace, env, styleScopes } from './space'
import { FRAME_MS, setTimeout } from './timers'
import { beforeFlush, flushNow } from './turn'
import { readAnswer } from './view/answer'
import { PageView } from './view/page-view'

export type Instance = Record<string, unknown> & { _$?: glassEasel.GeneralComponent }

const pagesById = new Map<number, Page>()
const pagesByRoot = new WeakMap<glassEasel.Element, Page>()
let nextPageId = 1
let nextRequest = 1

export function pageById(id: number): Page | undefined {
  return pagesById.get(id)
}

export function allPages(): Iterable<Page> {
  return pagesById.values()
}

/** The page whose tree holds this element. */
export function pageOfElement(element: glassEasel.Element): Page | undefined {
  let top: glassEasel.Element = element
  while (top.ownerShadowRoot) top = top.ownerShadowRoot.getHostNode()
  return pagesByRoot.get(top)
}

export class Page implements PageHandle {
  readonly id = nextPageId++
  readonly route: string
  /** Of the URL, raw. */
  readonly params: Record<string, string>
  readonly isTab: boolean
  readonly view: PageView
  readonly nav: NavState
  window: Record<string, unknown>
  readonly openedAt = native.now()
  /** The channel to the page that opened this one with navigateTo. */
  channel: EventChannel | undefined
  leaveAlert: string | null = null
  shareItems: readonly string[] | null = null
  shown = false
  /** The view shows what an earlier page of this route began with. */
  readonly foreseen: boolean
  /** The host has been asked to show the page, ahead of its first batch. */
  presented = false
  #alive = true
  #orientation: string | undefined
  #root: adapter.Root | undefined
  readonly #others: glassEasel.GeneralComponent[] = []
  readonly #replies = new Map<number, Reply<unknown>>()
  readonly #observers = new Map<number, (entry: JsonObject) => void>()

  constructor(route: string, query: Record<string, string>) {
    this.route = route
    this.params = query
    this.isTab = isTabPage(route)
    this.window = pageConfig(route).window
    this.nav = navOf(this.window)
    this.view = new PageView(this.id, route, styleScopes())
    pagesById.set(this.id, this)
    const rendering = keptRendering(this)
    this.foreseen = rendering !== undefined
    native.createPage(
      JSON.stringify({
        pageId: this.id,
        route,
        theme: effectiveTheme(),
        window: this.window,
        isTab: this.isTab,
        style: program.config.style,
        ...(rendering === undefined ? {} : { rendering }),
      }),
    )
  }

  /** Creates the component tree; `created` runs. */
  create(): void {
    const query = Object.entries(this.params)
      .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
      .join('&')
    const backend = env.associateBackend(this.view as unknown as glassEasel.GeneralBackendContext)
    const url = `/${this.route}${query === '' ? '' : `?${query}`}`
    this.#root = backend.createRoot('page', codeSpace, url)
    const component = this.#root.getComponent()
    pagesByRoot.set(component, this)
    const instance = this.instance
    const fixed = (name: string, value: unknown): void => {
      Object.defineProperty(instance, name, { value, writable: true, configurable: true, enumerable: false })
    }
    fixed('route', publicRoute(this.route))
    fixed('__route__', publicRoute(this.route))
    fixed('options', this.params)
    fixed('exitState', exitStateOf(this.route))
    const listens = {
      listenScroll: typeof instance.onPageScroll === 'function',
      listenReachBottom: typeof instance.onReachBottom === 'function',
    }
    if (listens.listenScroll || listens.listenReachBottom) this.setPage(listens)
  }

  /** A second component tree in this page's view: the custom tab bar. */
  adopt(component: glassEasel.GeneralComponent): void {
    pagesByRoot.set(component, this)
    this.#others.push(component)
  }

  /** Roots of the component trees in this page's view. */
  trees(): readonly glassEasel.GeneralComponent[] {
    const own = this.component
    return own === undefined ? this.#others : [own, ...this.#others]
  }

  /** `attached` runs. */
  attach(): void {
    const { parent, placeholder } = this.view.attachPoint
    this.#root?.attach(
      parent as unknown as glassEasel.GeneralBackendElement,
      placeholder as unknown as glassEasel.GeneralBackendElement,
    )
  }

  /** `detached` runs, and the view goes. */
  destroy(): void {
    if (!this.#alive) return
    this.#alive = false
    // First, so that the nodes that go do not say so one by one.
    this.view.destroy()
    for (const other of this.#others) glassEasel.Element.pretendDetached(other)
    this.#root?.release()
    pagesById.delete(this.id)
    for (const reply of this.#replies.values()) reply('page destroyed')
    this.#replies.clear()
    this.#observers.clear()
    hooks.facade?.pageDestroyed(this)
    withdrawRequests(this.id)
    native.destroyPage(this.id)
  }

  get alive(): boolean {
    return this.#alive
  }

  get component(): glassEasel.GeneralComponent | undefined {
    return this.#root?.getComponent()
  }

  get instance(): Instance {
    return (this.#root?.get() ?? {}) as unknown as Instance
  }

  get size(): { width: number; height: number } {
    const info = hostInfo()
    const bars =
      (this.nav.style === 'custom' ? 0 : info.statusBarHeight + info.navigationBarHeight) +
      (this.isTab && this.tabBarShown() ? info.tabBarHeight + info.safeAreaBottom : 0)
    return { width: info.windowWidth, height: info.windowHeight - bars }
  }

  tabBarShown: () => boolean = () => true

  /** ms since the page was opened. */
  get age(): number {
    return native.now() - this.openedAt
  }

  /** Calls a page hook; errors go to the error hooks. */
  hook(name: string, ...args: unknown[]): unknown {
    const report = (error: unknown, where: string): void => {
      tellComponent(this.instance, error)
      reportError(error, where)
    }
    return callHook(this.instance, name, args, report, `page ${this.route}`)
  }

  has(name: string): boolean {
    return typeof this.instance[name] === 'function'
  }

  pageLifetime(name: string, ...args: unknown[]): void {
    if (!this.view.hasPageLifetime(name)) return
    this.component?.triggerPageLifetime(name, args as never)
    for (const other of this.#others) other.triggerPageLifetime(name, args as never)
  }

  show(): void {
    if (this.shown) return
    this.shown = true
    this.hook('onShow')
    this.pageLifetime('show')
  }

  hide(): void {
    if (!this.shown) return
    this.shown = false
    this.hook('onHide')
    this.pageLifetime('hide')
  }

  // --- view ---------------------------------------------------------------------------------------

  #request(reply: Reply<unknown> | undefined): number {
    if (reply === undefined) return 0
    const request = nextRequest++
    this.#replies.set(request, reply)
    return request
  }

  #gone(reply: Reply<unknown> | undefined): boolean {
    if (this.#alive) return false
    // Not at once, or a loop of drawings whose page goes would call itself until the stack is full.
    if (reply !== undefined) setTimeout(() => reply('page destroyed'), FRAME_MS)
    return true
  }

  replied(request: number, result: unknown, error: string): void {
    const reply = this.#replies.get(request)
    if (reply === undefined) return
    this.#replies.delete(request)
    if (error === '') reply(null, result)
    else reply(error)
  }

  observed(observer: number, entry: JsonObject): void {
    this.#observers.get(observer)?.(entry)
  }

  call(node: number, method: string, params: unknown, reply?: Reply<unknown>): void {
    if (this.#gone(reply)) return
    this.view.pushInOrder([Op.call, node, method, params ?? null, this.#request(reply)])
  }

  query(kind: string, params: unknown, reply: Reply<unknown>): void {
    if (this.#gone(reply)) return
    const request = this.#request(reply)
    // What the rest of this turn shows is part of the layout: an observer may ask about a popup that the
    // very update that called it is about to open.
    beforeFlush(() => this.view.pushInOrder([Op.query, request, kind, params ?? null]))
  }

  ask(node: number, method: string, params: unknown): unknown {
    if (!this.#alive) throw new Error('page destroyed')
    flushNow()
    return readAnswer(native.askView(this.id, JSON.stringify({ id: node, method, params: params ?? null })))
  }

  /** Calls a function, given as text, in the page's document. */
  runInView(source: string, args: readonly unknown[], reply: Reply<unknown>): void {
    if (this.#gone(reply)) return
    flushNow()
    const request = this.#request(reply)
    const failure = native.runInView(this.id, request, source, JSON.stringify(args))
    if (failure !== '') this.replied(request, null, failure)
  }

  observe(spec: ObserveSpec, onEntry: (entry: JsonObject) => void): () => void {
    const observer = nextRequest++
    this.#observers.set(observer, onEntry)
    this.view.pushInOrder([Op.observe, observer, spec])
    return () => {
      if (this.#observers.delete(observer)) this.view.push([Op.unobserve, observer])
    }
  }

  animate(
    node: number,
    keyframes: readonly JsonObject[] | null,
    options: JsonObject | null,
    reply: Reply<unknown>,
  ): void {
    if (this.#gone(reply)) return
    this.view.pushInOrder([Op.animate, node, keyframes, options, this.#request(reply)])
  }

  scrollTo(top: number, duration: number): void {
    this.view.pushInOrder([Op.scrollPage, top, duration])
  }

  setPage(props: JsonObject): void {
    this.view.push([Op.setPage, props])
  }

  toast(props: JsonObject | null): void {
    this.view.push([Op.toast, props])
  }

  loadFont(family: string, source: string, desc: JsonObject, reply: Reply<unknown>): void {
    if (this.#gone(reply)) return
    this.view.pushInOrder([Op.loadFont, family, source, desc, this.#request(reply)])
  }

  setNav(fields: NavFields, animation?: { duration: number; timingFunc: string }): void {
    Object.assign(this.nav, fields)
    if (this.shown) chrome('nav', { pageId: this.id, ...fields, ...(animation === undefined ? {} : { animation }) })
  }

  /** The host switched between light and dark, and app.json follows it. */
  themeChanged(): void {
    this.window = pageConfig(this.route).window
    Object.assign(this.nav, navOf(this.window), { title: this.nav.title, loading: this.nav.loading })
    this.setPage({ theme: effectiveTheme() })
  }

  startPullDown(): void {
    this.setPage({ refreshing: true })
    this.hook('onPullDownRefresh')
  }

  stopPullDown(): void {
    this.setPage({ refreshing: false })
  }

  setLeaveAlert(message: string | null): void {
    this.leaveAlert = message
  }

  setShareItems(items: readonly string[] | null): void {
    this.shareItems = items
    if (this.shown) chrome('menu', this.menu())
  }

  /** What `<page-meta page-orientation>` says, over the page's own configuration. */
  setOrientation(orientation: unknown): void {
    this.#orientation = typeof orientation === 'string' && orientation !== '' ? orientation : undefined
    if (this.shown) this.turnWindow()
  }

  /** Asks the host to hold the device the way the page wants: `portrait`, `landscape` or `auto`. */
  turnWindow(): void {
    const wanted = this.#orientation ?? this.window.pageOrientation
    const orientation = wanted === 'landscape' || wanted === 'auto' ? wanted : 'portrait'
    chrome('pageOrientation', { pageId: this.id, orientation })
  }

  /** Params of the chrome command `menu`. */
  menu(): { shareable: boolean; items: unknown[] } {
    const allowed = this.shareItems === null || this.shareItems.includes('shareAppMessage')
    return { shareable: allowed && this.has('onShareAppMessage'), items: [] }
  }
}
