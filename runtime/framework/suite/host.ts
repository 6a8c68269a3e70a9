/** What the runner (`runtime/examples/glass_easel_suite`) gives to the harness. */

export type ModuleFunction = (require: (request: string) => unknown, module: { exports: unknown }, exports: unknown) => void

/** A node as the headless view has it. */
export interface SeenNode {
  tag: string
  text: string | null
  parent: number | null
  children: number[]
  id: string
  class: string
  style: string
  hostScope: string
  attributes: Record<string, unknown>
}

/** One template or script of a group. */
export type GroupEntry = [kind: 'template' | 'script', path: string, source: string]

export interface Host {
  /** The suite's file that `request` means in `from`; throws. */
  resolve(from: string, request: string): string
  /** A file of the suite, compiled; throws. */
  module(path: string): ModuleFunction
  /** Our own framework core, to be run once per environment. */
  core: ModuleFunction
  /** JSON of `GroupEntry[]` to the generated code of glass-easel's template compiler; throws. */
  compileGroup(entries: string, dev: boolean): string
  now(): number
  setTimer(id: number, ms: number, repeat: boolean): void
  clearTimer(id: number): void
  log(text: string): void
  /** Hands a batch to the headless view `view`. */
  apply(view: number, batch: string): void
  /** JSON of `SeenNode`, or `null`. */
  node(view: number, id: number): string
  html(view: number, id: number, outer: boolean): string
  /** What broke the protocol since the last question, as JSON. */
  violations(): string
  /** JSON of `Outcome[]`: the file is done. */
  finish(outcomes: string): void
}

const holder = globalThis as unknown as { __suite?: Host }
if (!holder.__suite) throw new Error('the harness runs inside the suite runner only')
export const host: Host = holder.__suite
delete holder.__suite
