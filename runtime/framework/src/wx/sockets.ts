/** Sockets: SocketTask with its state, and the one-socket members of old code. */

import { bindTask } from './binding'
import type { JsonObject } from './context'
import type { Env, Members } from './env'
import { logicAsync } from './logic-member'
import type { NativeObject } from './native-object'

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3

const GLOBAL_EVENTS: Readonly<Record<string, string>> = {
  open: 'onSocketOpen',
  message: 'onSocketMessage',
  error: 'onSocketError',
  close: 'onSocketClose',
}

/** A global listener is replaced by the next one, unlike other `wx.on…`. */
function replacing(env: Env, event: string): (listener: unknown) => void {
  return (listener) => {
    env.hub.off(event)
    env.hub.on(event, listener)
  }
}

export function socketMembers(env: Env): Members {
  const row = env.rows.get('connectSocket')
  if (row === undefined || row.home !== 'native') return {}
  /** The socket that the global members speak of: the first one that is still open. */
  let current: NativeObject | undefined

  const prepare = (task: NativeObject): void => {
    const { surface } = task
    let readyState = CONNECTING
    Object.assign(surface, { CONNECTING, OPEN, CLOSING, CLOSED })
    Object.defineProperty(surface, 'readyState', { configurable: true, enumerable: true, get: () => readyState })
    const close = surface.close
    if (typeof close === 'function') {
      surface.close = (options?: unknown) => {
        if (readyState < CLOSING) readyState = CLOSING
        return close(options)
      }
    }
    current ??= task
    task.watch = (type, payload) => {
      if (type === 'open') readyState = OPEN
      if (type === 'close' || type === 'failed' || (type === 'error' && readyState === CONNECTING)) readyState = CLOSED
      const event = GLOBAL_EVENTS[type]
      if (event !== undefined && current === task) env.hub.emit(event, payload)
      if (readyState === CLOSED) {
        if (current === task) current = undefined
        // An error before the handshake is the end; nothing follows it but perhaps `close`.
        if (type === 'close') env.ctx.timers.setTimeout(() => env.objects.forget(task.id), 0)
      }
    }
  }

  const viaCurrent = (name: string, method: 'send' | 'close'): unknown =>
    logicAsync(env, name, (args: JsonObject, outcome) => {
      const run = current?.surface[method]
      if (typeof run !== 'function') {
        outcome.fail('WebSocket is not connected')
        return
      }
      run({
        ...args,
        success: () => outcome.ok(),
        fail: (failure: { errMsg?: unknown; errno?: number }) => {
          outcome.fail(String(failure.errMsg ?? '').replace(/^\w+:fail ?/, ''), { errno: failure.errno })
        },
      })
    })

  return {
    connectSocket: bindTask(env, row, prepare),
    sendSocketMessage: viaCurrent('sendSocketMessage', 'send'),
    closeSocket: viaCurrent('closeSocket', 'close'),
    onSocketOpen: replacing(env, 'onSocketOpen'),
    onSocketMessage: replacing(env, 'onSocketMessage'),
    onSocketError: replacing(env, 'onSocketError'),
    onSocketClose: replacing(env, 'onSocketClose'),
  }
}
