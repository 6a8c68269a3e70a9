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

export function makeNative(overrides: Overrides): Partial<Native> {
  return {
    now: () => host.now(),
    setTimer: (id, ms, repeat) => host.setTimer(id, ms, repeat),
    clearTimer: (id) => host.clearTimer(id),
    log: (level, _args, text) => host.log(`${level}: ${text}`),
    mapStack: (stack) => stack,
    appInfo: () => JSON.stringify(PROGRAM),
    hostInfo: () => JSON.stringify(INFO),
    style: () => '',
    scopeName: () => '',
    apply: (view, batch) => host.apply(view, batch),
    readText: () => undefined,
    ...overrides,
  }
}
