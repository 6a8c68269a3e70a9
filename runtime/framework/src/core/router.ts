/**
 * The page stack. Route changes are queued and carried out one per turn, in the order in which they
 * were asked for; the order of callbacks within each is WeChat's.
 */

import { EventChannel } from '../wx/event-channel'
import type { Reply, RouteKind, RouteRequest, Router } from '../wx/context'
import { chrome } from './chrome'
import { loadCustomTabBar, showCustomTabBar } from './custom-tab-bar'
import { reportError } from './errors'
import { hooks } from './hooks'
import { hasInitialRendering, keepInitialRendering } from './initial-rendering'
import { native } from './native'
import { Page } from './page'
import { hasPage, isTabPage, program } from './program'
import { afterReady } from './ready'
import { hasPostponed, loadComponent, loadPostponed } from './space'
import type { NativeTabBar } from './tab-bar'
import { post } from './timers'
import { afterFlush } from './turn'

type OpenType = RouteKind | 'appLaunch' | 'navigateBack'
type Transition = 'none' | 'push' | 'pop' | 'replace'

/** Where a page comes to lie. */
interface Place {
  /** Index in the stack; -1 for a tab page that is off it. */
  at: number
  shown: boolean
}

/** Pages that can lie on each other. */
const MAX_STACK = 10

const TRANSITIONS: Record<OpenType, Transition> = {
  appLaunch: 'none',
  navigateTo: 'push',
  redirectTo: 'replace',
  switchTab: 'none',
  reLaunch: 'none',
  navigateBack: 'pop',
}

function logRoute(page: Page, openType: OpenType): void {
  const query = Object.entries(page.params)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('&')
  const url = query === '' ? page.route : `${page.route}?${query}`
  const details = JSON.stringify({ page: page.route, route: openType, query: page.params })
  native.log('debug', [], `${openType} ${url}`, '', 'lifecycle', details)
}

export class PageStack implements Router {
  readonly #stack: Page[] = []
  /** Tab pages stay alive when they are left with switchTab. */
  readonly #tabs = new Map<string, Page>()
  readonly #tabBar: NativeTabBar | null
  /** Shows its initial rendering while its scripts run. */
  #foreseen: Page | undefined
  readonly #onRestart: (path: string | undefined) => void
  /** Hears of every page before it is loaded. */
  readonly #beforeOpen: (path: string) => void

  constructor(
    tabBar: NativeTabBar | null,
    onRestart: (path: string | undefined) => void,
    beforeOpen: (path: string) => void,
  ) {
    this.#tabBar = tabBar
    this.#onRestart = onRestart
    this.#beforeOpen = beforeOpen
  }

  stack(): readonly Page[] {
    return this.#stack
  }

  get top(): Page | undefined {
    return this.#stack[this.#stack.length - 1]
  }

  hasPage(path: string): boolean {
    return hasPage(path)
  }

  isTabPage(path: string): boolean {
    return isTabPage(path)
  }

  exit(): void {
    chrome('exit', {})
  }

  restart(path?: string): void {
    this.#onRestart(path)
  }

  // --- requests ---------------------------------------------------------------------------------

  route(request: RouteRequest, done: Reply<{ eventChannel?: unknown }>): void {
    post(() => {
      switch (request.kind) {
        case 'navigateTo':
          return this.#navigateTo(request, done)
        case 'redirectTo':
          this.#redirectTo(request)
          break
        case 'switchTab':
          this.#switchTab(request)
          break
        case 'reLaunch':
          this.#reLaunch(request)
          break
      }
      done(null, {})
    })
  }

  back(delta: number, done: Reply<void>): void {
    post(() => {
      const depth = this.#stack.length
      if (depth <= 1) return done('cannot navigate back at first page.')
      const target = this.#stack[depth - 1 - Math.min(delta, depth - 1)]
      if (target === undefined) return done('cannot navigate back at first page.')
      logRoute(target, 'navigateBack')
      this.#announce('onBeforeAppRoute', target, 'navigateBack')
      while (this.top !== undefined && this.top !== target) this.#unloadTop('navigateBack')
      target.show()
      this.#arrived(target, 'navigateBack')
      done(null)
    })
  }

  /** The first page. Not queued: it is part of the launch. */
  launch(path: string, query: Record<string, string>): void {
    this.#before(path, query, 'appLaunch')
    this.#open(path, query, 'appLaunch')
  }

  /** A page above those of the launch, for a mini-program that goes on where it was. */
  launchAbove(path: string, query: Record<string, string>): void {
    this.#before(path, query, 'navigateTo')
    this.top?.hide()
    this.#open(path, query, 'navigateTo')
  }

  /** Puts fresh instances in the place of all pages of this path; false where there are none. */
  renew(path: string): boolean {
    const old = [...new Set([...this.#stack, ...this.#tabs.values()])].filter((page) => page.route === path)
    for (const page of old) {
      const at = this.#stack.indexOf(page)
      const shown = this.top === page
      this.#unload(page, 'redirectTo')
      this.#open(page.route, page.params, 'redirectTo', page.channel, { at, shown })
    }
    return old.length > 0
  }

  #navigateTo(request: RouteRequest, done: Reply<{ eventChannel?: unknown }>): void {
    if (this.#stack.length >= MAX_STACK) {
      done('webview count limit exceed')
      return
    }
    const [opener, opened] = EventChannel.pair(reportError)
    for (const [name, listener] of Object.entries(request.events ?? {})) opener.on(name, listener)
    this.#before(request.path, request.query, request.kind)
    this.top?.hide()
    this.#open(request.path, request.query, request.kind, opened)
    done(null, { eventChannel: opener })
  }

  #redirectTo(request: RouteRequest): void {
    this.#before(request.path, request.query, request.kind)
    this.#unloadTop(request.kind)
    this.#open(request.path, request.query, request.kind)
  }

  #switchTab(request: RouteRequest): void {
    const current = this.top
    if (current?.route === request.path) return
    const known = this.#tabs.get(request.path)
    if (known === undefined) this.#before(request.path, request.query, request.kind)
    else {
      logRoute(known, request.kind)
      this.#announce('onBeforeAppRoute', known, request.kind)
    }
    // Pages above a tab page go; the tab page below has been hidden since they came.
    while (this.#stack.length > 1) this.#unloadTop(request.kind)
    const bottom = this.top
    if (bottom !== undefined && bottom !== known) {
      if (bottom.isTab) {
        bottom.hide()
        this.#stack.pop()
      } else {
        this.#unloadTop(request.kind)
      }
    }
    if (known === undefined) {
      this.#open(request.path, request.query, request.kind)
      return
    }
    if (this.top !== known) this.#stack.push(known)
    known.show()
    this.#arrived(known, request.kind)
  }

  #reLaunch(request: RouteRequest): void {
    this.#before(request.path, request.query, request.kind)
    this.unloadAll()
    this.#open(request.path, request.query, request.kind)
  }

  /** Top to bottom, then the tab pages that are off the stack. */
  unloadAll(): void {
    while (this.#stack.length > 0) this.#unloadTop('reLaunch')
    for (const page of [...this.#tabs.values()]) this.#unload(page, 'reLaunch')
  }

  // --- steps ------------------------------------------------------------------------------------

  #open(
    path: string,
    query: Record<string, string>,
    openType: OpenType,
    channel?: EventChannel,
    place: Place = { at: this.#stack.length, shown: true },
  ): void {
    if (place.shown && place.at === this.#stack.length) this.foresee(path, query, openType)
    this.#beforeOpen(path)
    loadComponent(path)
    const isTab = isTabPage(path)
    if (isTab) loadCustomTabBar()
    const page = this.#takeForeseen(path, query) ?? this.#makePage(path, query)
    page.channel = channel
    logRoute(page, openType)
    this.#announce('onBeforePageLoad', page, openType)
    try {
      page.create()
      if (place.at >= 0) this.#stack.splice(place.at, 0, page)
      if (isTab) this.#tabs.set(path, page)
      page.attach()
      keepInitialRendering(page)
      if (isTab) showCustomTabBar(page)
    } catch (error) {
      reportError(error, `page ${path}`)
      if (place.at >= 0 && !this.#stack.includes(page)) this.#stack.splice(place.at, 0, page)
    }
    page.hook('onLoad', page.params)
    if (place.shown) page.show()
    this.#announce('onAfterPageLoad', page, openType)
    afterReady(() => {
      if (!page.alive) return
      page.hook('onReady')
      if (hasPostponed()) post(loadPostponed)
    })
    if (place.shown) this.#arrived(page, openType)
  }

  #makePage(path: string, query: Record<string, string>): Page {
    const page = new Page(path, query)
    page.tabBarShown = () => this.#tabBar?.shown ?? false
    return page
  }

  /**
   * Shows what the page began with the last time, where that is kept (`initialRenderingCache`), before any
   * script runs for it. `#open` of the same page goes on with it.
   */
  foresee(path: string, query: Record<string, string>, openType: OpenType): void {
    if (this.#foreseen?.route === path || !hasInitialRendering(path)) return
    this.#foreseen?.destroy()
    const page = this.#makePage(path, query)
    this.#foreseen = page
    page.presented = true
    native.present(page.id, TRANSITIONS[openType])
    this.#tabBar?.select(path)
    this.#tellChrome(page, this.#stack.length + 1)
  }

  #takeForeseen(path: string, query: Record<string, string>): Page | undefined {
    const page = this.#foreseen
    this.#foreseen = undefined
    if (page === undefined) return undefined
    if (page.route === path && page.params === query) return page
    page.destroy()
    return undefined
  }

  #unloadTop(openType: OpenType): void {
    const page = this.top
    if (page !== undefined) this.#unload(page, openType)
  }

  #unload(page: Page, openType: OpenType): void {
    this.#announce('onBeforePageUnload', page, openType)
    page.hook('onUnload')
    page.shown = false
    page.destroy()
    const at = this.#stack.indexOf(page)
    if (at >= 0) this.#stack.splice(at, 1)
    if (this.#tabs.get(page.route) === page) this.#tabs.delete(page.route)
    this.#announce('onAfterPageUnload', page, openType)
  }

  /** Shows `page` once its operations are with the view. */
  #arrived(page: Page, openType: OpenType): void {
    this.#announce('onAppRoute', page, openType)
    afterFlush(() => {
      if (!page.alive || this.top !== page) return
      if (!page.presented) native.present(page.id, TRANSITIONS[openType])
      page.presented = false
      this.#tabBar?.select(page.route)
      this.refreshChrome()
      page.turnWindow()
      post(() => {
        if (!page.alive) return
        page.hook('onRouteDone')
        page.pageLifetime('routeDone')
        this.#announce('onAppRouteDone', page, openType)
      })
    })
  }

  /** Tells the shell about the visible page. */
  refreshChrome(): void {
    const page = this.top
    if (page !== undefined) this.#tellChrome(page, this.#stack.length)
  }

  #tellChrome(page: Page, depth: number): void {
    chrome('page', {
      pageId: page.id,
      route: page.route,
      isTab: page.isTab,
      depth,
      canGoBack: depth > 1,
      showHome: depth === 1 && !page.isTab && page.route !== program.entryPagePath,
      nav: page.nav,
      tabBarVisible: page.isTab && (this.#tabBar?.shown ?? false),
    })
    chrome('menu', page.menu())
  }

  #before(path: string, query: Record<string, string>, openType: OpenType): void {
    hooks.facade?.emit('onBeforeAppRoute', { path, query, openType, webviewId: undefined, notFound: false })
  }

  #announce(event: string, page: Page, openType: OpenType): void {
    hooks.facade?.emit(event, {
      path: page.route,
      query: page.params,
      openType,
      webviewId: page.id,
      pageId: `pageId:${page.id}`,
      page: page.instance,
      notFound: false,
      timeStamp: Date.now(),
    })
  }
}
