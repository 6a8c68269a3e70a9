/** `setUpdatePerformanceListener`: how long the updates of one component take. */

import type * as glassEasel from 'glass-easel'
import { reportError } from './errors'
import { afterFlush } from './turn'

type Listener = (result: Record<string, unknown>) => unknown

interface Watch {
  listener: Listener
  withDataPaths: boolean
}

const watches = new WeakMap<glassEasel.GeneralComponent, Watch>()
let lastUpdate = 0
/** Updates that run now, outermost first: an observer's `setData` is part of the one that called it. */
const running: number[] = []

export function watchUpdates(component: glassEasel.GeneralComponent, options: unknown, listener: unknown): void {
  const watching = typeof options === 'function' ? options : listener
  if (typeof watching !== 'function') {
    watches.delete(component)
    return
  }
  const { withDataPaths } = (typeof options === 'object' && options !== null ? options : {}) as { withDataPaths?: unknown }
  watches.set(component, { listener: watching as Listener, withDataPaths: withDataPaths === true })
}

/** `a[0].b` is `['a', 0, 'b']`. */
function pathOf(key: string): (string | number)[] {
  const parts = key.match(/[^.[\]]+/g) ?? []
  return parts.map((part, at) => (at > 0 && /^\d+$/.test(part) ? Number(part) : part))
}

/** Runs an update of `component`; its listener hears of it when the view has it. */
export function measured(component: glassEasel.GeneralComponent, data: object, update: () => void): void {
  const watch = watches.get(component)
  const parent = running[running.length - 1]
  const id = ++lastUpdate
  const start = Date.now()
  running.push(id)
  try {
    update()
  } finally {
    running.pop()
  }
  if (watch === undefined) return
  afterFlush(() => {
    const result = {
      updateProcessId: id,
      ...(parent === undefined ? {} : { parentUpdateProcessId: parent }),
      isMergedUpdate: false,
      ...(watch.withDataPaths ? { dataPaths: Object.keys(data).map(pathOf) } : {}),
      pendingStartTimestamp: start,
      updateStartTimestamp: start,
      updateEndTimestamp: Date.now(),
    }
    try {
      watch.listener.call(component.getMethodCaller(), result)
    } catch (error) {
      reportError(error, `component ${component.is} update performance listener`)
    }
  })
}
