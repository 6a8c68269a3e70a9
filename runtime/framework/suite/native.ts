/** The native half of our core, as far as the suites reach it. */

import type { HostInfo } from '../src/wx/context'
import type { Native } from '../src/core/native'
import { host } from './host'

const PROGRAM = {
  appid: '',
  name: 'glass-easel',
  pages: [],
  entryPagePath: '',
  subPackages: [],
  darkmode: false,
  lazyCodeLoading: false,
  tabBar: null,
  config: {},
}

const INFO: Partial<HostInfo> = { windowWidth: 375, windowHeight: 667, pixelRatio: 2, theme: 'light' }

/** What an environment overrides. */
export type Overrides = Partial<Native>

export function makeNative(overrides: Overrides): object {
  const known: Overrides = {
    now: () => host.now(),
    setTimer: (id, ms, repeat) => host.setTimer(id, ms, repeat),
    clearTimer: (id) => host.clearTimer(id),
    log: (level, _args, text) => host.log(`${level}: ${text}`),
    mapStack: (stack) => stack,
    appInfo: () => JSON.stringify(PROGRAM),
    hostInfo: () => JSON.stringify(INFO),
    viewRunsWxs: () => false,
    style: () => '',
    scopeName: () => '',
    apply: (view, batch) => host.apply(view, batch),
    readText: () => undefined,
    ...overrides,
  }
  return new Proxy(known, {
    get(target, name) {
      if (name in target) return target[name as keyof Native]
      return () => {
        throw new Error(`suite/native.ts lacks ${String(name)}, which our core calls by now`)
      }
    },
  })
}
