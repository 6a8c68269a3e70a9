/** The harness in which `cargo xtask glass-easel-suite` runs glass-easel's own tests: see docs/glass-easel.md. */

import './browser-names'
import './install-native'
import type { SuiteContext } from './context'
import { clearTimer, fire, setInterval, setTimeout } from '../src/core/timers'
import { flushViews } from '../src/core/view/page-view'
import { ViewNode } from '../src/core/view/view-node'
import { expect, jest } from './expect'
import { globals, runFile } from './harness'
import { host } from './host'
import { domBackend, requireFile } from './modules'

Object.assign(globalThis, globals, {
  expect,
  jest,
  setTimeout,
  setInterval,
  clearTimeout: clearTimer,
  clearInterval: clearTimer,
  console: Object.fromEntries(
    ['log', 'info', 'warn', 'error', 'debug'].map((level) => [
      level,
      (...args: unknown[]) => host.log(`${level}: ${args.map(String).join(' ')}`),
    ]),
  ),
  /** Names of a browser, as far as they mean anything without one. */
  window: { HTMLElement: ViewNode },
})
Object.defineProperty(globalThis, 'document', { get: () => (domBackend() as SuiteContext).document })

const entry = {
  run: (path: string): void => void runFile(() => requireFile(path)),
  timer: (id: number): void => fire(id),
  endTurn: (): void => flushViews(),
}
Object.assign(globalThis, { __entry: entry })
