/** wx.cloud is WeChat's own server: it is there, and every request to it fails with a clear text. */

import { asyncMember } from './async-call'
import type { Env, Members } from './env'
import { NOT_SUPPORTED } from './failure'

/** Methods of database objects that send something. */
const REQUESTS = new Set(['get', 'count', 'add', 'update', 'set', 'remove', 'end', 'createCollection'])

interface Callbacks {
  success?: unknown
  fail?: unknown
  complete?: unknown
}

/** The task of a transfer with callbacks; it fails before it can tell of anything. */
const TRANSFER = {
  abort(): void {},
  onProgressUpdate(): void {},
  offProgressUpdate(): void {},
  onHeadersReceived(): void {},
  offHeadersReceived(): void {},
}

export function cloudMembers(env: Env): Members {
  const { ctx } = env
  const failing = (api: string): unknown =>
    asyncMember(ctx, `cloud.${api}`, (_args, outcome) => {
      outcome.fail(NOT_SUPPORTED.message, { errno: NOT_SUPPORTED.errno, errCode: -1 })
    })

  /**
   * `db.collection('x').where({…}).get()`: modules build such chains while they load, so building
   * works and sending fails.
   */
  const chain = (path: string): unknown =>
    new Proxy(() => {}, {
      get: (_target, key) => {
        if (typeof key === 'symbol' || key === 'then') return undefined
        if (REQUESTS.has(key)) return failing(`${path}.${key}`)
        if (key === 'watch') {
          return (options?: { onError?: unknown }) => {
            const { onError } = options ?? {}
            if (typeof onError === 'function') {
              ctx.timers.setTimeout(() => onError(new Error(`cloud.${path}.watch:fail not supported`)), 0)
            }
            return { close: () => Promise.resolve() }
          }
        }
        return chain(`${path}.${key}`)
      },
      apply: () => chain(path),
    })

  const cloud: Record<string, unknown> = {
    init: () => ctx.log('warn', 'wx.cloud: cloud development is not available here; its calls fail'),
    database: () => chain('database'),
    CloudID: (id: unknown) => ({ cloudID: id }),
    CDN: (target: unknown) => target,
    services: {},
    extend: {},
  }
  for (const api of [
    'callFunction',
    'uploadFile',
    'downloadFile',
    'getTempFileURL',
    'deleteFile',
    'callContainer',
    'connectContainer',
  ]) {
    cloud[api] = failing(api)
  }
  for (const api of ['uploadFile', 'downloadFile']) {
    const transfer = cloud[api] as (options?: Callbacks) => unknown
    cloud[api] = (options?: Callbacks) => {
      const promise = transfer(options)
      return options?.success || options?.fail || options?.complete ? TRANSFER : promise
    }
  }
  // `new wx.cloud.Cloud({…})` for resources of another environment.
  cloud.Cloud = function Cloud(this: Record<string, unknown>) {
    Object.assign(this, cloud, { init: () => Promise.resolve() })
  }
  return { cloud }
}
