/**
 * What the wx facade needs from the engine's core. The core implements `WxContext` and hands it to
 * `createWx` (see `index.ts`), which returns the `wx` object and the hooks the core calls back.
 *
 * Conventions:
 * - Every callback given to the core is invoked at most once, in a later turn or in this one.
 * - Failure texts are the part after `<api>:fail ` (WeChat's `errMsg` tail), possibly empty.
 * - View operations keep their order: a `query` or `ask` sees every operation issued before it.
 *   `ask` therefore flushes the batch of this turn first (running `turn.beforeFlush` callbacks).
 */

import type { XrFrame } from '../xr-frame'

/** A JSON value that may also hold `ArrayBuffer`s and typed arrays anywhere. */
export type Transferable =
  | null
  | boolean
  | number
  | string
  | ArrayBuffer
  | ArrayBufferView
  | readonly Transferable[]
  | { readonly [key: string]: Transferable | undefined }

export type JsonObject = Record<string, unknown>

/** `ApiFailure` of the native bridge. */
export interface ApiFailure {
  /** Text after `<api>:fail `. */
  message: string
  errno?: number
  errCode?: number
  /** Further fields of the failure object. */
  extra?: JsonObject
}

/** Node-style reply: exactly one of the two is meaningful; `failure` is null on success. */
export type Reply<T> = (failure: string | null, result?: T) => void

/** One argument or result field in the table of wx members. */
export interface DeclaredField {
  name: string
  /** TypeScript type: `string`, `"jpg" | "png"`, `string[]`, `ArrayBuffer`, `IAnyObject`, `any`… */
  type?: string
  required?: boolean
  /** As text: `"1500"`, `"false"`. */
  default?: string
}

export type DeclaredKind =
  | 'async'
  | 'sync'
  | 'task'
  | 'manager'
  | 'event'
  | 'offEvent'
  | 'namespace'
  | 'const'
  | 'object'

/**
 * One row of the table of wx members; `name` is `request` or `FileSystemManager.readFile`. A row of
 * kind `object` (`InnerAudioContext`) lists the properties of a class in `result`.
 */
export interface Declaration {
  name: string
  kind: DeclaredKind
  home: 'native' | 'logic' | 'unsupported'
  /** How arguments are written: none, one options object, or in the order of `args`. */
  call?: 'none' | 'object' | 'positional'
  args?: readonly DeclaredField[]
  /** Fields of the success result or of the listener's object. */
  result?: readonly string[]
  /** False where WeChat's documentation and typings promise nothing. */
  promise?: boolean
  scope?: string
  /** True where WeChat wants a tap gesture. */
  tap?: boolean
  /** Class of the object that a task or manager member returns. */
  object?: string
  status?: Readonly<Record<string, string>>
}

/** The native half of `wx`; the core turns buffers into the `$buffer` form and back. */
export interface NativeCalls {
  /** Asynchronous member; `done` gets `null` or the failure, and the result's fields. */
  call(
    name: string,
    args: JsonObject,
    done: (failure: ApiFailure | null, result?: unknown) => void,
  ): void
  /** Synchronous member; a failed call throws an object that has the fields of `ApiFailure`. */
  callSync(name: string, args: JsonObject): unknown
}

export type RouteKind = 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch'

export interface RouteRequest {
  kind: RouteKind
  /** Page path without leading slash; known to exist. */
  path: string
  /** Raw, not percent-decoded, as `onLoad` gets it. */
  query: Record<string, string>
  /** `events` of navigateTo: listeners on the channel that success receives. */
  events?: Record<string, (data: unknown) => void>
}

export interface Router {
  /**
   * Queues the change; replies once the new page exists (`eventChannel` for navigateTo), or with
   * `webview count limit exceed` when the stack is full.
   */
  route(request: RouteRequest, done: Reply<{ eventChannel?: unknown }>): void
  /**
   * Queues going back by `delta` (at least 1; clamped to the stack) and replies after the pages are
   * gone; fails with `cannot navigate back at first page.`
   */
  back(delta: number, done: Reply<void>): void
  /** Bottom to top, as `getCurrentPages()`; pages that are still being opened count. */
  stack(): readonly PageHandle[]
  /** Whether app.json (subpackages included) names this path. */
  hasPage(path: string): boolean
  isTabPage(path: string): boolean
  /** Leaves the mini-program. */
  exit(): void
  /** Starts it again at `path` (with leading slash, may have a query) or the entry page. */
  restart(path?: string): void
}

/** A node that a selector found; `id` is its id in the page's view. */
export interface SelectedNode {
  readonly id: number
  readonly page: PageHandle
  /** WXML tag. */
  readonly tag: string
  /** The `id` attribute. */
  readonly elementId: string
  dataset(): JsonObject
  mark(): JsonObject
  /** Properties of a custom component or attributes of a built-in, camelCase keys. */
  properties(): JsonObject
  /** The instance scripts see when the node is a custom component's host. */
  readonly component?: object
}

/** Navigation bar fields as in the chrome command `nav`. */
export interface NavFields {
  title?: string
  /** `#rrggbb` */
  backgroundColor?: string
  /** `#ffffff` or `#000000` */
  frontColor?: string
  loading?: boolean
  homeButton?: boolean
}

export interface ObserveSpec {
  targets: readonly number[]
  relative: readonly { id: number | null; margins: JsonObject }[]
  thresholds: readonly number[]
  initialRatio: number
  observeAll: boolean
}

/** One page on the stack (or an inactive tab page). Calls on a dead page are ignored; requests reply with a failure. */
export interface PageHandle {
  readonly id: number
  /** Without leading slash. */
  readonly route: string
  readonly isTab: boolean
  readonly alive: boolean
  /** The object that `getCurrentPages()` shows. */
  readonly instance: object
  /** Content area in px, bars subtracted. */
  readonly size: { width: number; height: number }

  /** op `call`; with `reply` the view answers. */
  call(node: number, method: string, params: unknown, reply?: Reply<unknown>): void
  /** op `query`. */
  query(kind: string, params: unknown, reply: Reply<unknown>): void
  /** `PageHost::ask_view`: blocks; throws when the view does not answer. */
  ask(node: number, method: string, params: unknown): unknown
  /** op `observe`; returns the function that disconnects (op `unobserve`). */
  observe(spec: ObserveSpec, onEntry: (entry: JsonObject) => void): () => void
  /** op `animate`; null keyframes clear, with the properties to clear (null: all) as options. */
  animate(
    node: number,
    keyframes: readonly JsonObject[] | null,
    options: JsonObject | null,
    reply: Reply<unknown>,
  ): void
  scrollTo(top: number, duration: number): void
  setPage(props: JsonObject): void
  /** op `toast`; null hides. */
  toast(props: JsonObject | null): void
  loadFont(family: string, source: string, desc: JsonObject, reply: Reply<unknown>): void
  /** Changes the navigation bar: the core keeps the state and sends chrome `nav` if the page is visible. */
  setNav(fields: NavFields, animation?: { duration: number; timingFunc: string }): void
  /** Pull-down refresh as if the user had pulled (op setPage `refreshing` and onPullDownRefresh), or its end. */
  startPullDown(): void
  stopPullDown(): void
  /** enableAlertBeforeUnload: the text to confirm before leaving by the user, or null. */
  setLeaveAlert(message: string | null): void
  /** showShareMenu/hideShareMenu: which items the capsule menu may show, e.g. `['shareAppMessage']`; null: as the page's hooks say. */
  setShareItems(items: readonly string[] | null): void
}

export interface TabBarItem {
  pagePath: string
  text: string
  iconPath?: string
  selectedIconPath?: string
  badge?: string
  redDot?: boolean
  visible?: boolean
}

/** State of the native tab bar, the params of the chrome command `tabBar`; the facade changes it in place. */
export interface TabBarState {
  list: TabBarItem[]
  color: string
  selectedColor: string
  backgroundColor: string
  borderStyle: string
  /** Hidden by wx.hideTabBar when false. */
  visible: boolean
  /** `tabBar.custom` in app.json. */
  custom: boolean
}

export interface TabBar {
  readonly state: TabBarState
  /** Sends chrome `tabBar`. */
  commit(animation: boolean): void
}

export interface HostInfo {
  screenWidth: number
  screenHeight: number
  windowWidth: number
  windowHeight: number
  pixelRatio: number
  statusBarHeight: number
  navigationBarHeight: number
  tabBarHeight: number
  safeAreaBottom: number
  theme: string
  platform: string
  /** left, top, width, height */
  menuButton: readonly [number, number, number, number]
}

export interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
  shareTicket?: string
  referrerInfo?: JsonObject
  apiCategory?: string
  [key: string]: unknown
}

export interface AppInfo {
  readonly appid: string
  /** Empty for a development version. */
  readonly version: string
  readonly envVersion: 'develop' | 'trial' | 'release'
  /** app.json. */
  readonly config: JsonObject
  /** ext.json's `ext`, if the package has one. */
  readonly extConfig: JsonObject | undefined
  /** Options of the cold start, and of the latest entry. */
  launchOptions(): LaunchOptions
  enterOptions(): LaunchOptions
}

/** The user's tap as permission for gated APIs. */
export interface TapGesture {
  /** Whether this macrotask (with its microtasks) descends from a tap. */
  active(): boolean
  /** Makes the rest of this macrotask count as a tap. */
  grant(): void
}

export interface Turn {
  /** Runs `fn` once, before the operations of this turn are handed to the views. */
  beforeFlush(fn: () => void): void
}

export interface Timers {
  setTimeout(fn: () => void, ms: number): number
  clearTimeout(id: number): void
}

export interface WorkerEvents {
  message(value: unknown): void
  error(error: { message: string; stack: string }): void
  /** The thread ended by itself, for want of memory. */
  killed(): void
}

export interface WorkerHandle {
  post(message: unknown): void
  terminate(): void
}

export interface WxContext {
  /** Parsed `ApiBridge::declarations()`. */
  readonly declarations: readonly Declaration[]
  readonly native: NativeCalls
  readonly router: Router
  readonly app: AppInfo
  readonly tap: TapGesture
  readonly turn: Turn
  readonly timers: Timers
  /** Null when app.json has no tab bar. */
  readonly tabBar: TabBar | null
  /** Base library version reported to scripts, e.g. `3.7.0`. */
  readonly sdkVersion: string
  host(): HostInfo
  /** Top of the stack, from the moment its `onLoad` runs; undefined before the first page. */
  currentPage(): PageHandle | undefined
  /** The page that a page or component instance lives in; the current page for undefined. */
  pageOf(instance?: object): PageHandle | undefined
  /** The page that a `plugin://` address means; throws where there is none, gives other addresses back. */
  pluginPageUrl(url: string): string
  /** Starts a worker script (path from the package's root); throws the reason why not. */
  createWorker(path: string, events: WorkerEvents): WorkerHandle
  /** Makes an XR-frame system of its bundle, which is not evaluated before. */
  createXrFrame(warn: (text: string) => void): XrFrame
  /**
   * glass-easel `querySelector`/`querySelectorAll` inside the shadow tree of a page or component
   * instance (`>>>`, descendant, child and comma selectors). First match only when `single`.
   */
  select(instance: object, selector: string, single: boolean): SelectedNode[]
  /** Built-in nodes of this tag in the instance's shadow tree, e.g. all `canvas`. */
  selectTag(instance: object, tag: string): SelectedNode[]
  /** Chrome command of docs/protocol.md; with `reply` the core adds `request` and delivers the answer. */
  chrome(command: string, params: JsonObject, reply?: (result: JsonObject) => void): void
  /** An error thrown by a script's callback: console, App.onError, wx.onError. */
  reportError(error: unknown, where: string): void
  log(level: 'debug' | 'info' | 'warn' | 'error', ...args: unknown[]): void
}

/** What `createWx` returns. */
export interface WxFacade {
  readonly wx: Record<string, unknown>
  /**
   * Delivers an event by its wx name: native events (`onNetworkStatusChange`, `task`) as
   * `ApiEvents::emit` names them, and the core's own: onAppShow, onAppHide, onError,
   * onPageNotFound, onUnhandledRejection, onThemeChange, onWindowResize, onBeforeAppRoute,
   * onAppRoute, onAppRouteDone, onBeforePageLoad, onAfterPageLoad, onBeforePageUnload,
   * onAfterPageUnload, onLazyLoadError. Returns how many listeners ran.
   */
  emit(event: string, payload: unknown): number
  /** What kind of member the table has under this name: whether it answers at once or by callbacks. */
  kindOf(name: string): DeclaredKind | undefined
  /** VideoContext and its kin for a component on the page; null where its tag has none. */
  contextOf(node: SelectedNode): unknown
  /** Methods that the core puts on every page and component instance (`this.createSelectorQuery()`…). */
  readonly instanceMethods: Readonly<Record<string, (this: object, ...args: unknown[]) => unknown>>
  /** A page is gone: drop its canvases, observers and contexts. */
  pageDestroyed(page: PageHandle): void
}
