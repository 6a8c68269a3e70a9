/** SocketTask keeps its state; the one-socket members of old code have one listener each. */

import { bindTask } from './binding'
import type { Env, Members } from './env'
import type { NativeObject } from './native-object'

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3

/** A global listener is replaced by the next one, unlike other `wx.on…`. */
function replacing(env: Env, event: string): (listener: unknown) => void {
  return (listener) => {
    env.hub.off(event)
    env.hub.on(event, listener)
  }
}

/** Adds `readyState` and its constants. */
function prepare(env: Env, task: NativeObject): void {
  const { surface } = task
  let readyState = CONNECTING
  Object.assign(surface, { CONNECTING, OPEN, CLOSING, CLOSED })
  Object.defineProperty(surface, 'readyState', { configurable: true, enumerable: true, get: () => readyState })
  const { close } = surface
  if (typeof close === 'function') {
    surface.close = (options?: unknown) => {
      if (readyState < CLOSING) readyState = CLOSING
      return close(options)
    }
  }
  task.watch = (type) => {
    if (type === 'open') readyState = OPEN
    if (type === 'close' || type === 'failed') {
      readyState = CLOSED
      // Its own listeners are still to be told.
      env.ctx.timers.setTimeout(() => env.objects.forget(task.id), 0)
    }
  }
}

/** Members around the native ones; nothing where sockets are not native. */
export function socketMembers(env: Env): Members {
  const row = env.rows.get('connectSocket')
  if (row === undefined || row.home !== 'native') return {}
  return {
    connectSocket: bindTask(env, row, (task) => prepare(env, task)),
    onSocketOpen: replacing(env, 'onSocketOpen'),
    onSocketMessage: replacing(env, 'onSocketMessage'),
    onSocketError: replacing(env, 'onSocketError'),
    onSocketClose: replacing(env, 'onSocketClose'),
  }
}
