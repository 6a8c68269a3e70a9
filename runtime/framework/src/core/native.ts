/**
 * The seam to the Rust half of the engine. Rust puts one object on the global; the bundle takes it
 * and deletes it before any author's code runs.
 */

/** `[json, buffers]`: the JSON holds `{"$buffer": n}` where `buffers[n]` belongs. */
export type NativeValue = [json: string, buffers: ArrayBuffer[]]

export type LogKind = 'console' | 'exception' | 'failure' | 'setData' | 'lifecycle'

export interface Native {
  /** Hands the entry points to Rust; called once, at the end of the bundle. */
  start(entry: Entry): void
  /** ms since the engine started, with fractions. */
  now(): number
  /** Runs `entry.timer(id)` after `ms`; again and again when `repeat`. */
  setTimer(id: number, ms: number, repeat: boolean): void
  clearTimer(id: number): void
  /**
   * `stack` is the JS stack of the call, from which Rust finds the author's file and line. `details`
   * is a JSON object; see `LogKind` in log_record.rs.
   */
  log(level: string, args: string[], text: string, stack: string, kind?: LogKind, details?: string): void
  /** Stack text with positions in the author's files instead of compiled code. */
  mapStack(stack: string): string

  /** Runs the bundle that fills `Intl`. */
  loadIntl(): void
  /** Evaluates the bundle of XR-frame. */
  loadXrFrame(): typeof import('../xr-frame')
  /** A collator for a language tag and options of `Intl.Collator` as JSON; throws a RangeError for what is no tag. */
  collator(tag: string, options: string): number
  /** -1, 0 or 1. */
  compareTexts(collator: number, a: string, b: string): number
  /** Bytes of a part of a buffer as base64. */
  encodeBase64(buffer: ArrayBuffer, offset: number, length: number): string
  /** Undefined where the text holds anything but base64. */
  decodeBase64(text: string): ArrayBuffer | undefined
  /** IANA name of the machine's time zone. */
  timeZone(): string

  /** Keeps a text across runs of this mini-program; the empty text forgets it. */
  keepState(key: string, text: string): void
  keptState(key: string): string | undefined

  /** Keeps the batch that draws a page's initial data (`initialRenderingCache`); the empty text forgets it. */
  keepRendering(route: string, theme: string, batch: string): void
  keptRendering(route: string, theme: string): string | undefined

  /** JSON of `AppInfo` (see launch.ts): app.json, appid, tab bar, sub-packages… */
  appInfo(theme: string): string
  /** JSON of a page's effective window and its component configuration. */
  pageConfig(route: string, theme: string): string
  /** JSON of a component's configuration. */
  componentConfig(path: string): string
  /** JSON of `{color, …, list}` or `null`. */
  tabBar(theme: string): string
  /** Package path of a page's or component's script, or '' where there is none. */
  scriptOf(path: string): string
  /** Package path of what `require(request)` means in module `from`; throws. */
  resolve(from: string, request: string): string
  /** The module as `function (require, module, exports)`; throws a SyntaxError or a compile error. */
  module(path: string): ModuleFunction
  /** Evaluates a compiled template to glass-easel's `ComponentTemplate`. */
  template(path: string): unknown
  /** CSS of a style sheet; `app` is app.wxss; scope '' is none. */
  style(path: string, scope: string): string
  /** Gives the page's view a WXS module (`a/b`, or `a/a#m` in a template), and names those that it requires. */
  viewWxs(pageId: number, name: string): string[]
  /** Whether the views run WXS handlers; else the logic does. */
  viewRunsWxs(): boolean
  scopeName(path: string): string
  /** Text of a package file, or undefined. */
  readText(path: string): string | undefined
  /** Runs code in the global scope (automation only). */
  evaluate(code: string): unknown

  hostInfo(): string
  createPage(init: string): void
  apply(page: number, batch: string): void
  present(page: number, transition: 'none' | 'push' | 'pop' | 'replace'): void
  destroyPage(page: number): void
  chrome(command: string, params: string): void
  chromeReply(page: number, request: number, kind: string, result: string): void
  /** Blocks until the view answers; throws. */
  askView(page: number, request: string): string

  /** Calls a function in the page's document, which answers with `reply`; the error text where there is none. */
  runInView(page: number, request: number, source: string, args: string): string

  apiDeclarations(): string
  /** Throws `ApiFailure`. */
  apiSync(name: string, args: string, buffers: ArrayBuffer[]): NativeValue
  /** Answered by `entry.apiDone(callId, …)`. */
  apiCall(name: string, args: string, buffers: ArrayBuffer[], callId: number): void
  /** Starts a worker on a module; its id. */
  createWorker(script: string): number
  postToWorker(id: number, json: string, buffers: ArrayBuffer[]): void
  terminateWorker(id: number): void

  /** Answers `entry.call(id, …)`. */
  callDone(id: number, ok: boolean, json: string): void
}

export type ModuleFunction = (
  require: unknown,
  module: { exports: unknown },
  exports: unknown,
  /** Of a plugin's module, the plugin's. */
  wx?: object,
) => void

/** What Rust calls. None of these throws: each reports to the author's error hooks itself. */
export interface Entry {
  /** `{path, query, scene, referrerInfo}` */
  launch(options: string): void
  timer(id: number): void
  viewMessage(page: number, message: string): void
  chromeEvent(name: string, payload: string): void
  appShow(options: string): void
  appHide(): void
  apiDone(callId: number, ok: boolean, json: string, buffers: ArrayBuffer[]): void
  apiEvent(name: string, json: string, buffers: ArrayBuffer[]): void
  workerEvent(id: number, kind: string, json: string, buffers: ArrayBuffer[]): void
  /** A promise was rejected and nobody handled it by the end of the turn. */
  rejected(reason: unknown, promise: unknown): void
  /** An error that reached Rust: a microtask threw. */
  uncaught(error: unknown): void
  call(id: number, method: string, params: string): void
  /** After the jobs of a turn have run: hands each page its batch. True if more jobs may be due. */
  endTurn(): void
  close(): void
}

const holder = globalThis as unknown as { __native?: Native }
if (!holder.__native) throw new Error('the framework bundle runs inside the Peapod engine only')
export const native: Native = holder.__native
delete holder.__native
