/** A WxContext for tests: records what it is asked, and answers when told to. */

import { createXrFrame, type XrFrame } from '../xr-frame'
import type {
  ApiFailure,
  Declaration,
  JsonObject,
  ObserveSpec,
  PageHandle,
  Reply,
  RouteRequest,
  SelectedNode,
  TabBarState,
  WxContext,
} from './context'

export interface PageLog {
  what: string
  args: unknown[]
}

export class FakePage implements PageHandle {
  alive = true
  readonly log: PageLog[] = []
  readonly instance: object = {}
  readonly size = { width: 375, height: 600 }
  /** Answers of `query`, by kind; a function sees the params. */
  queries: Record<string, (params: unknown) => unknown> = {}
  /** Answers of `call` with a reply. */
  calls: Record<string, (params: unknown) => unknown> = {}
  asks: Record<string, (params: unknown) => unknown> = {}
  entries: ((entry: JsonObject) => void)[] = []
  beforeAsk: () => void = () => {}

  constructor(
    readonly id: number,
    readonly route: string,
    readonly isTab = false,
  ) {}

  /** Arguments of everything that was asked under this name. */
  of(what: string): unknown[][] {
    return this.log.filter((entry) => entry.what === what).map((entry) => entry.args)
  }

  #note(what: string, ...args: unknown[]): void {
    this.log.push({ what, args })
  }

  #answer<T>(answers: Record<string, (params: unknown) => unknown>, name: string, params: unknown, reply?: Reply<T>): void {
    if (reply === undefined) return
    const answer = answers[name]
    void Promise.resolve().then(() => {
      if (answer === undefined) {
        reply('not supported')
        return
      }
      try {
        reply(null, answer(params) as T)
      } catch (error) {
        reply(error instanceof Error ? error.message : String(error))
      }
    })
  }

  call(node: number, method: string, params: unknown, reply?: Reply<unknown>): void {
    this.#note('call', node, method, params)
    this.#answer(this.calls, method, params, reply)
  }
  query(kind: string, params: unknown, reply: Reply<unknown>): void {
    this.#note('query', kind, params)
    this.#answer(this.queries, kind, params, reply)
  }
  ask(node: number, method: string, params: unknown): unknown {
    this.beforeAsk()
    this.#note('ask', node, method, params)
    const answer = this.asks[method]
    if (answer === undefined) throw new Error('the view did not answer')
    return answer(params)
  }
  observe(spec: ObserveSpec, onEntry: (entry: JsonObject) => void): () => void {
    this.#note('observe', spec)
    this.entries.push(onEntry)
    return () => this.#note('unobserve')
  }
  animate(node: number, keyframes: readonly JsonObject[] | null, options: JsonObject | null, reply: Reply<unknown>): void {
    this.#note('animate', node, keyframes, options)
    void Promise.resolve().then(() => reply(null))
  }
  scrollTo(top: number, duration: number): void {
    this.#note('scrollTo', top, duration)
  }
  setPage(props: JsonObject): void {
    this.#note('setPage', props)
  }
  toast(props: JsonObject | null): void {
    this.#note('toast', props)
  }
  loadFont(family: string, source: string, desc: JsonObject, reply: Reply<unknown>): void {
    this.#note('loadFont', family, source, desc)
    void Promise.resolve().then(() => reply(null))
  }
  setNav(...args: unknown[]): void {
    this.#note('setNav', ...args)
  }
  startPullDown(): void {
    this.#note('startPullDown')
  }
  stopPullDown(): void {
    this.#note('stopPullDown')
  }
  setLeaveAlert(message: string | null): void {
    this.#note('setLeaveAlert', message)
  }
  setShareItems(items: readonly string[] | null): void {
    this.#note('setShareItems', items)
  }
}

type NativeAnswer = (args: JsonObject) => unknown

/** Throw this from a native answer to fail the call. */
export class Refusal {
  constructor(readonly failure: ApiFailure) {}
}

export class FakeContext implements WxContext {
  pages: FakePage[] = [new FakePage(1, 'pages/index/index')]
  readonly knownPages = new Set(['pages/index/index', 'pages/detail/detail', 'pages/tab/tab'])
  readonly tabPages = new Set(['pages/tab/tab'])
  readonly routes: RouteRequest[] = []
  readonly backs: number[] = []
  /** Why the page stack refuses. */
  routeFailure: string | null = null
  readonly natives: { name: string; args: JsonObject }[] = []
  nativeAnswers: Record<string, NativeAnswer> = {}
  readonly chromes: { command: string; params: JsonObject; reply: ((result: JsonObject) => void) | undefined }[] = []
  readonly errors: unknown[] = []
  readonly logs: unknown[][] = []
  nodes: Record<string, SelectedNode[]> = {}
  tags: Record<string, SelectedNode[]> = {}
  tapped = false
  timersDue: (() => void)[] = []
  flushDue: (() => void)[] = []
  tabState: TabBarState | undefined
  readonly tabCommits: boolean[] = []
  exited = false
  sdkVersion = '3.7.0'

  constructor(readonly declarations: readonly Declaration[] = []) {}

  readonly native = {
    call: (name: string, args: JsonObject, done: (failure: ApiFailure | null, result?: unknown) => void): void => {
      // The core sends arguments as JSON, and throws on what is none.
      JSON.stringify(args)
      this.natives.push({ name, args })
      const answer = this.nativeAnswers[name]
      if (answer === undefined) return
      void Promise.resolve().then(() => {
        try {
          done(null, answer(args))
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          done(error.failure)
        }
      })
    },
    callSync: (name: string, args: JsonObject): unknown => {
      JSON.stringify(args)
      this.natives.push({ name, args })
      try {
        const answer = this.nativeAnswers[name]
        if (answer === undefined) throw new Refusal({ message: 'not supported', errno: 100 })
        return answer(args)
      } catch (error) {
        if (error instanceof Refusal) throw error.failure
        throw error
      }
    },
  }

  readonly router = {
    route: (request: RouteRequest, done: Reply<{ eventChannel?: unknown }>): void => {
      this.routes.push(request)
      void Promise.resolve().then(() => done(this.routeFailure, { eventChannel: 'channel' }))
    },
    back: (delta: number, done: Reply<void>): void => {
      this.backs.push(delta)
      void Promise.resolve().then(() => done(this.routeFailure))
    },
    stack: () => this.pages,
    hasPage: (path: string) => this.knownPages.has(path),
    isTabPage: (path: string) => this.tabPages.has(path),
    exit: () => {
      this.exited = true
    },
    restart: () => {},
  }

  readonly app = {
    appid: 'wx0000000000000001',
    version: '',
    envVersion: 'develop' as const,
    config: {} as JsonObject,
    extConfig: undefined,
    launchOptions: () => ({ path: 'pages/index/index', query: {}, scene: 1001 }),
    enterOptions: () => ({ path: 'pages/index/index', query: {}, scene: 1001 }),
  }

  readonly tap = {
    active: () => this.tapped,
    grant: () => {
      this.tapped = true
    },
  }

  readonly turn = { beforeFlush: (fn: () => void): void => void this.flushDue.push(fn) }

  readonly timers = {
    setTimeout: (fn: () => void): number => this.timersDue.push(fn),
    clearTimeout: (id: number): void => {
      this.timersDue[id - 1] = () => {}
    },
  }

  get tabBar() {
    const state = this.tabState
    if (state === undefined) return null
    return { state, commit: (animation: boolean): void => void this.tabCommits.push(animation) }
  }

  host() {
    return {
      screenWidth: 375,
      screenHeight: 812,
      windowWidth: 375,
      windowHeight: 812,
      pixelRatio: 3,
      statusBarHeight: 44,
      navigationBarHeight: 44,
      tabBarHeight: 50,
      safeAreaBottom: 34,
      theme: 'light',
      platform: 'devtools',
      menuButton: [281, 48, 87, 32] as const,
    }
  }

  get page(): FakePage {
    const page = this.pages.at(-1)
    if (page === undefined) throw new Error('no page')
    return page
  }

  currentPage(): FakePage | undefined {
    return this.pages.at(-1)
  }
  pageOf(): FakePage | undefined {
    return this.pages.at(-1)
  }
  select(_instance: object, selector: string, single: boolean): SelectedNode[] {
    const found = this.nodes[selector] ?? []
    return single ? found.slice(0, 1) : found
  }
  selectTag(_instance: object, tag: string): SelectedNode[] {
    return this.tags[tag] ?? []
  }
  chrome(command: string, params: JsonObject, reply?: (result: JsonObject) => void): void {
    this.chromes.push({ command, params, reply })
  }
  pluginPageUrl(url: string): string {
    return url
  }
  createWorker(): never {
    throw new Error('no workers here')
  }
  createXrFrame(warn: (text: string) => void): XrFrame {
    return createXrFrame(warn)
  }
  reportError(error: unknown): void {
    this.errors.push(error)
  }
  log(...args: unknown[]): void {
    this.logs.push(args)
  }

  /** A node as selectors find it. */
  node(id: number, more: Partial<Omit<SelectedNode, 'id'>> & { attributes?: JsonObject } = {}): SelectedNode {
    const { attributes = {}, ...rest } = more
    return {
      id,
      page: this.page,
      tag: 'view',
      elementId: '',
      dataset: () => ({}),
      mark: () => ({}),
      properties: () => attributes,
      ...rest,
    }
  }

  /** Ends the turn: pending batches are handed over. */
  flush(): void {
    const due = this.flushDue
    this.flushDue = []
    for (const fn of due) fn()
  }

  runTimers(): void {
    const due = this.timersDue
    this.timersDue = []
    for (const fn of due) fn()
  }
}

/** Lets all promise callbacks run. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await Promise.resolve()
}
