/**
 * The bundle of a worker thread: modules, timers, console and the global `worker`. No `wx`, no pages: what a worker
 * needs of them the main thread sends it.
 */

import { pack, unpack } from '../core/buffers'
import { makeConsole } from '../core/console'
import { errorParts, reportError, reportRejection, setErrorWatch } from '../core/errors'
import { declareIntl } from '../core/lazy-intl'
import { requireModule, setModuleRules } from '../core/modules'
import { declareBrowserNames, forbidCodeFromText } from '../core/sandbox'
import { clearTimer, fire, forgetAll, setInterval, setTimeout } from '../core/timers'
import { unsupportedSync } from '../wx/sync-call'
import { native } from './native'

type Listener = (message: unknown) => unknown

const listeners = new Set<Listener>()
/** Folder of the worker's scripts, with a slash at the end. */
let folder = ''

function isExhausted(error: unknown): boolean {
  return error instanceof Error && error.name === 'InternalError' && error.message === 'out of memory'
}

setErrorWatch((error) => {
  const [json] = pack(errorParts(error))
  native.post(isExhausted(error) ? 'killed' : 'error', json, [])
})
setModuleRules({
  enter: () => {},
  refusal: (_from, target) =>
    target.startsWith(folder) ? undefined : `${target} is outside the workers folder "${folder.slice(0, -1)}"`,
})

Object.assign(globalThis, {
  console: makeConsole(),
  setTimeout,
  setInterval,
  clearTimeout: clearTimer,
  clearInterval: clearTimer,
  global: globalThis,
  worker: {
    postMessage(message: unknown) {
      native.post('message', ...pack(message))
    },
    onMessage(listener: unknown) {
      if (typeof listener === 'function') listeners.add(listener as Listener)
    },
    offMessage(listener?: unknown) {
      if (listener === undefined) listeners.clear()
      else listeners.delete(listener as Listener)
    },
    getCameraFrameData: unsupportedSync('getCameraFrameData'),
    env: { USER_DATA_PATH: 'wxfile://usr' },
  },
})
forbidCodeFromText()
declareBrowserNames()
declareIntl(() => 'zh-CN')

function guarded<Args extends unknown[]>(where: string, run: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    try {
      run(...args)
    } catch (error) {
      reportError(error, where)
    }
  }
}

native.start({
  launch: (text) => {
    const { path, folder: name } = JSON.parse(text) as { path: string; folder: string }
    folder = `${name}/`
    guarded(`worker ${path}`, () => requireModule(path))()
  },
  timer: guarded('timer', fire),
  message: (json, buffers) => {
    const message = unpack(json, buffers)
    for (const listener of listeners) guarded('worker onMessage callback function', listener)(message)
  },
  rejected: guarded('unhandled rejection', reportRejection),
  uncaught: guarded('uncaught error', (error: unknown) => reportError(error, 'a promise job')),
  endTurn: () => false,
  close: forgetAll,
})
