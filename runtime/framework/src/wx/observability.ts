/** Logs, reports and performance entries. */

import { runCallback } from './async-call'
import type { Env, Members } from './env'

type Level = 'debug' | 'info' | 'warn' | 'error'

interface Entry {
  entryType: string
  name: string
  startTime: number
  duration?: number
  path?: string
}

interface Watcher {
  types: readonly string[]
  callback: unknown
}

/** Entries kept by default, as browsers do. */
const DEFAULT_BUFFER = 250

const ENTRY_TYPES = ['navigation', 'render', 'script']

class EntryList {
  readonly #entries: readonly Entry[]

  constructor(entries: readonly Entry[]) {
    this.#entries = entries
  }
  getEntries(): Entry[] {
    return [...this.#entries]
  }
  getEntriesByName(name: string, entryType?: string): Entry[] {
    return this.#entries.filter((entry) => entry.name === name && (entryType ?? entry.entryType) === entry.entryType)
  }
  getEntriesByType(entryType: string): Entry[] {
    return this.#entries.filter((entry) => entry.entryType === entryType)
  }
}

export interface Observability {
  readonly members: Members
  /** A route begins and is done, for performance entries. */
  routeStarted(payload: unknown): void
  routeDone(payload: unknown): void
}

export function observability(env: Env): Observability {
  const { ctx } = env
  let entries: Entry[] = []
  let bufferSize = DEFAULT_BUFFER
  let started: Entry | undefined
  const watchers = new Set<Watcher>()

  const add = (entry: Entry): void => {
    entries = [...entries, entry].slice(-bufferSize)
    for (const { types, callback } of [...watchers]) {
      if (types.includes(entry.entryType)) {
        runCallback(ctx, 'PerformanceObserver callback', callback, new EntryList([entry]))
      }
    }
  }
  const performance = {
    getEntries: () => new EntryList(entries).getEntries(),
    getEntriesByName: (name: string, type?: string) => new EntryList(entries).getEntriesByName(name, type),
    getEntriesByType: (type: string) => new EntryList(entries).getEntriesByType(type),
    setBufferSize: (size: number) => {
      bufferSize = Math.max(1, Math.trunc(Number(size)) || DEFAULT_BUFFER)
    },
    now: () => Date.now(),
    createObserver: (callback: unknown) => {
      const watcher: Watcher = { types: [], callback }
      return {
        supportedEntryTypes: ENTRY_TYPES,
        observe: (options: { entryTypes?: readonly string[]; type?: string } = {}) => {
          watcher.types = options.entryTypes ?? (options.type === undefined ? ENTRY_TYPES : [options.type])
          watchers.add(watcher)
        },
        disconnect: () => void watchers.delete(watcher),
      }
    },
  }

  const log =
    (level: Level, ...tag: unknown[]) =>
    (...args: unknown[]) =>
      ctx.log(level, ...tag, ...args)

  const logManager = { debug: log('debug'), info: log('info'), log: log('info'), warn: log('warn') }

  let filters: string[] = []
  const realtime = (...tag: unknown[]): Record<string, unknown> => ({
    info: log('info', ...tag),
    warn: log('warn', ...tag),
    error: log('error', ...tag),
    setFilterMsg: (text: unknown) => {
      filters = [String(text)]
    },
    addFilterMsg: (text: unknown) => {
      filters = [...filters, String(text)]
    },
    addFilterMsgKV: (key: unknown, value: unknown) => {
      filters = [...filters, `${String(key)}=${String(value)}`]
    },
    in: () => {},
    getCurrentState: () => ({ size: 0, maxSize: 5120, logCount: 0, maxLogCount: 500, filterMsgs: [...filters] }),
  })
  const realtimeManager = { ...realtime(), tag: (name: unknown) => realtime(`[${String(name)}]`) }

  // No server collects reports here; they can be read in the container's log.
  const report =
    (name: string) =>
    (...args: unknown[]) =>
      ctx.log('info', name, ...args)

  return {
    members: {
      getLogManager: () => logManager,
      getRealtimeLogManager: () => realtimeManager,
      getPerformance: () => performance,
      reportAnalytics: report('reportAnalytics'),
      reportEvent: report('reportEvent'),
      reportMonitor: report('reportMonitor'),
      reportPerformance: report('reportPerformance'),
    },
    routeStarted(payload) {
      const path = (payload as { path?: unknown } | null)?.path
      started = { entryType: 'navigation', name: 'route', startTime: Date.now() }
      if (typeof path === 'string') started.path = path
    },
    routeDone() {
      if (started === undefined) return
      started.duration = Date.now() - started.startTime
      add(started)
      started = undefined
    },
  }
}
