import { WxElement } from '../components/base'
import { tellKeyboard } from '../components/forms/keyboard'
import { type Issue, showIssues } from '../page/issues'
import { openPage, type PageInit } from '../page/open'
import { chromeReply } from './chrome-requests'
import { showInitialRendering } from './initial-rendering'
import type { Interpreter } from './interpreter'
import { reply, report, send } from './ipc'
import { afterPaint } from './painted'
import { rehearse } from './rehearsal'
import { setVersions } from './versions'
import type { MakeWxs } from '../wxs/confinement'
import { defineModule } from '../wxs/modules'

/** `window.__pp`: what the host calls. */
export interface PageBridge {
  /** No page is due yet: time to prepare the document for the next one. */
  rehearse(): void
  init(init: PageInit): void
  ops(batch: readonly unknown[]): void
  opsFrom(id: string | number): void
  mark(batch: number): void
  /** A WXS module, before the batch that first names it. */
  wxs(module: string, make: MakeWxs): void
  /** The answer as JSON text; `{"$error": text}` on failure. */
  ask(request: { id: number; method: string; params?: unknown }): string
  /** Errors of saved files, to lie over the page; none takes them away. */
  issues(issues: readonly Issue[]): void
  /** Package files to load anew: how often each was saved. */
  assets(versions: Record<string, number>): void
  /** The on-screen keyboard has this height, and leaves this document so much room above it. */
  keyboard(height: number, room: number): void
  chromeReply(request: number, kind: string, result: unknown): void
  /** Calls a function of an automation client and answers `request` with what it gives. */
  run(request: number, call: (...args: unknown[]) => unknown, args: unknown[]): true
}

declare global {
  interface Window {
    __pp: PageBridge
  }
}

type Waiting = { batch?: readonly unknown[]; failed?: boolean }

/** Makes the bridge. `root` is the `<wx-page>` element. */
export function createBridge(interpreter: Interpreter): PageBridge {
  /** Batches in order; the first is the next to apply, unless it is still being fetched. */
  const queue: Waiting[] = []
  const marks = new Set<number>()
  let applied = 0
  let opened = false
  /** Takes the initial rendering away. */
  let putBack: (() => void) | undefined
  let endRehearsal: (() => void) | undefined

  const drain = () => {
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      if (next.batch === undefined && !next.failed) return
      queue.shift()
      applied += 1
      putBack?.()
      putBack = undefined
      if (next.batch !== undefined) interpreter.apply(next.batch)
      if (applied === 1 || marks.delete(applied)) announce(applied)
    }
  }
  const announce = (batch: number) => afterPaint(() => send('painted', batch))

  return {
    rehearse() {
      if (!opened) endRehearsal = rehearse(interpreter.element(1))
    },
    init(init) {
      opened = true
      endRehearsal?.()
      endRehearsal = undefined
      openPage(init)
      if (init.rendering === undefined || applied > 0) return
      putBack = showInitialRendering(interpreter.element(1), init.rendering)
      announce(0)
    },
    ops(batch) {
      if (!opened) report('a batch came before init')
      queue.push({ batch })
      drain()
    },
    opsFrom(id) {
      const slot: Waiting = {}
      queue.push(slot)
      fetch(`/_b/${id}`)
        .then(async (response) => {
          if (!response.ok) throw new Error(`batch ${id}: HTTP ${response.status}`)
          slot.batch = (await response.json()) as unknown[]
        })
        .catch((error: unknown) => {
          slot.failed = true
          report(error)
        })
        .finally(drain)
    },
    mark(batch) {
      if (batch <= applied) announce(batch)
      else marks.add(batch)
    },
    wxs: defineModule,
    ask({ id, method, params }) {
      try {
        const node = interpreter.nodes.get(id)
        if (!(node instanceof WxElement) || node.ask === undefined) throw new Error(`node ${id} answers no questions`)
        return JSON.stringify(node.ask(method, params) ?? null)
      } catch (error) {
        return JSON.stringify({ $error: error instanceof Error ? error.message : String(error) })
      }
    },
    issues: showIssues,
    assets: setVersions,
    keyboard: tellKeyboard,
    chromeReply,
    run(request, call, args) {
      // What cannot be written as JSON throws here, where it can still be told.
      const answer = (result: unknown) => reply(request, JSON.parse(JSON.stringify(result) ?? 'null'))
      Promise.resolve()
        .then(() => call(...args))
        .then(answer)
        .catch((error: unknown) => reply(request, null, error instanceof Error ? error.message : String(error)))
      return true
    },
  }
}

