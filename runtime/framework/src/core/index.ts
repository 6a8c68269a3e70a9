/** The framework bundle: sets up the globals and hands its entry points to the engine. */

import { callFramework } from './automation/index'
import { nativeDone, unpack } from './buffers'
import { handleChromeEvent } from './chrome-events'
import { makeConsole } from './console'
import { reportError, reportRejection } from './errors'
import { declareIntl } from './lazy-intl'
import { appHide, appShow, close, launch } from './launch'
import { helpWithBase64 } from '../wx/base64'
import { type Entry, native } from './native'
import { declareBrowserNames, forbidCodeFromText } from './sandbox'
import { clearTimer, fire, forgetAll, setInterval, setTimeout } from './timers'
import { endTurn } from './turn'
import { workerEvent } from './workers'
import { language } from './wx-context'
import { handleApiEvent, handleViewMessage } from './view-messages'

Object.assign(globalThis, {
  console: makeConsole(),
  setTimeout,
  setInterval,
  clearTimeout: clearTimer,
  clearInterval: clearTimer,
})
helpWithBase64(native)
forbidCodeFromText()
declareBrowserNames()
declareIntl(language)

/** An entry point never throws: what does is the author's error, or ours, and is reported. */
function guarded<Args extends unknown[]>(where: string, run: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    try {
      run(...args)
    } catch (error) {
      reportError(error, where)
    }
  }
}

const entry: Entry = {
  launch: guarded('launch', launch),
  timer: guarded('timer', fire),
  viewMessage: guarded('view message', handleViewMessage),
  chromeEvent: guarded('shell event', (name, payload) =>
    handleChromeEvent(name, (JSON.parse(payload) ?? {}) as Record<string, unknown>),
  ),
  appShow: guarded('App onShow', appShow),
  appHide: guarded('App onHide', appHide),
  apiDone: guarded('native result', nativeDone),
  apiEvent: guarded('native event', (name, json, buffers) => handleApiEvent(name, unpack(json, buffers))),
  workerEvent: guarded('worker event', workerEvent),
  rejected: guarded('unhandled rejection', reportRejection),
  uncaught: guarded('uncaught error', (error) => reportError(error, 'a promise job')),
  call: callFramework,
  endTurn,
  close: guarded('close', () => {
    close()
    forgetAll()
  }),
}

native.start(entry)
