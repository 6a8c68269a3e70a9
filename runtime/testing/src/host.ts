/**
 * The seam to Rust (`src-tauri/src/testing`). Rust puts one object on the global; the bundle takes it
 * and deletes it before a spec runs.
 */

/** How `peapod test` was called, for one spec file. */
export interface Config {
  /** Absolute path of the project, where `app.json` or `project.config.json` lies. */
  project: string
  /** Whether mini-programs run without a window. */
  headless: boolean
  /** Milliseconds that a test or a hook may take. */
  timeout: number
  /** `--filter`, a regular expression for full names; '' takes all. */
  filter: string
  bail: boolean
  /** Which snapshots are written: those that are missing, all that differ, or none. */
  snapshots: 'new' | 'all' | 'none'
  env: Record<string, string>
  cwd: string
}

/** How to start a mini-program. */
export interface HostOptions {
  project: string
  /** Milliseconds until it must have opened its automation port. */
  timeout: number
  skipDomainCheck: boolean
}

export type ModuleFunction = (
  this: unknown,
  exports: unknown,
  require: unknown,
  module: unknown,
  filename: string,
  dirname: string,
) => void

export interface Host {
  /** JSON of `Config`. */
  readonly config: string
  start(entry: Entry): void
  /** ms since the engine started, with fractions. */
  now(): number
  setTimer(id: number, ms: number): void
  clearTimer(id: number): void
  /** The spec's console. */
  log(level: string, args: string[], text: string, stack: string): void
  /** The stack with positions in the author's files; frames of this bundle are left out. */
  mapStack(stack: string): string
  /** Absolute path of what `request` means in the file `from`; throws. */
  resolve(from: string, request: string): string
  /** The compiled file; throws a SyntaxError that names file, line and column. */
  module(path: string): ModuleFunction
  readText(path: string): string
  readBase64(path: string): string
  writeText(path: string, text: string): void
  writeBase64(path: string, data: string): void
  makeDirectory(path: string): void
  remove(path: string): void
  /** `file`, `directory` or `` where there is nothing. */
  kindOf(path: string): string
  readDirectory(path: string): string[]
  /** Starts a mini-program with a data folder of its own; answered by `entry.launched`. */
  launch(id: number, options: string): void
  /** Ends a mini-program that `launch` started. */
  end(id: number): void
  /** Opens a WebSocket; answered by `entry.socket(id, 'open' | 'close', …)`. */
  openSocket(id: number, url: string): void
  sendText(id: number, text: string): void
  closeSocket(id: number): void
  /** JSON of `Report`. */
  report(json: string): void
}

/** What Rust calls. None of these throws. */
export interface Entry {
  run(file: string): void
  timer(id: number): void
  /** `error` is '' where the mini-program listens at `endpoint`. */
  launched(id: number, endpoint: string, error: string): void
  socket(id: number, event: 'open' | 'message' | 'close', text: string): void
  /** A promise was rejected and nobody handled it by the end of the turn. */
  rejected(reason: unknown): void
}

/** A screenshot, or the element tree where nothing is drawn. */
export interface Picture {
  name: string
  kind: 'png' | 'wxml'
  /** base64 of the PNG, or the tree as indented text. */
  data: string
}

export interface Failure {
  name: string
  message: string
  /** With the author's positions. */
  stack: string
  diff: string
}

/** What Rust hears of a spec file, in order. */
export type Report =
  | { type: 'testStart'; id: string }
  | { type: 'test'; id: string; names: string[]; state: 'pass' | 'fail' | 'skip' | 'todo'; ms: number; failures: Failure[]; pictures: Picture[] }
  /** Something outside of a test failed: the file itself, or a hook of a `describe`. */
  | { type: 'suite'; names: string[]; failures: Failure[] }
  | { type: 'done'; snapshots: { written: number; updated: number; failed: number; obsolete: number } }

const holder = globalThis as unknown as { __host?: Host }
if (!holder.__host) throw new Error('the testing bundle runs inside `peapod test` only')
export const host: Host = holder.__host
delete holder.__host
export const config = JSON.parse(host.config) as Config
