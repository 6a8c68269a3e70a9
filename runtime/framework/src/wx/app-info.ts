/** Launch options, account, ext.json, environment constants and small value members. */

import { decodeBase64, encodeBase64 } from './base64'
import type { JsonObject } from './context'
import type { Env, Members } from './env'
import { failureError } from './failure'
import { logicAsync } from './logic-member'
import { typeName } from './value-type'

/** The only folder that scripts may write to. */
export const USER_DATA_PATH = 'wxfile://usr'

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

export function appInfoMembers(env: Env): Members {
  const { ctx } = env
  const { app, timers } = ctx
  return {
    env: { USER_DATA_PATH },
    // Undocumented; the <ec-canvas> of older ECharts asks it before it draws.
    version: { version: ctx.sdkVersion, updateTime: '', info: '' },
    getLaunchOptionsSync: () => copy(app.launchOptions()),
    getEnterOptionsSync: () => copy(app.enterOptions()),
    getAccountInfoSync: (): JsonObject => ({
      miniProgram: { appId: app.appid, envVersion: app.envVersion, version: app.version },
      plugin: {},
    }),
    getApiCategory: (): JsonObject => ({ apiCategory: app.enterOptions().apiCategory ?? 'default' }),
    getExtConfigSync: () => copy(app.extConfig ?? {}),
    getExtConfig: logicAsync(env, 'getExtConfig', (_args, outcome) => {
      if (app.extConfig === undefined) outcome.fail('no ext config')
      else outcome.ok({ extConfig: copy(app.extConfig) })
    }),
    // Experiments run on WeChat's servers; one that does not run has no key.
    getExptInfoSync: (): JsonObject => ({}),
    isChatTool: (): boolean => false,
    nextTick: (callback?: unknown) => {
      if (typeof callback !== 'function') return
      timers.setTimeout(() => {
        try {
          callback()
        } catch (error) {
          ctx.reportError(error, 'nextTick callback')
        }
      }, 0)
    },
    requestIdleCallback: (callback?: unknown): number => {
      if (typeof callback !== 'function') return 0
      // The logic is idle once its queue is empty; there is no frame to keep free.
      return timers.setTimeout(() => {
        try {
          callback({ didTimeout: false, timeRemaining: () => 50 })
        } catch (error) {
          ctx.reportError(error, 'requestIdleCallback callback')
        }
      }, 1)
    },
    cancelIdleCallback: (id?: unknown) => {
      if (typeof id === 'number') timers.clearTimeout(id)
    },
    arrayBufferToBase64: (buffer: unknown): string => {
      if (buffer instanceof ArrayBuffer || ArrayBuffer.isView(buffer)) return encodeBase64(buffer)
      throw failureError('arrayBufferToBase64', {
        message: `parameter error: parameter.arrayBuffer should be ArrayBuffer instead of ${typeName(buffer)};`,
        errno: 1001,
      })
    },
    base64ToArrayBuffer: (text: unknown): ArrayBuffer => decodeBase64(String(text)),
    preDownloadSubpackage: logicAsync(
      env,
      'preDownloadSubpackage',
      (args, outcome) => {
        const listeners: ((progress: JsonObject) => void)[] = []
        const wanted = args.packageName ?? args.root ?? args.name
        const config = app.config.subpackages ?? app.config.subPackages
        const packages = Array.isArray(config) ? (config as { root?: unknown; name?: unknown }[]) : []
        const found =
          wanted === undefined ||
          packages.some(({ root, name }) => name === wanted || String(root).replace(/\/$/, '') === wanted)
        if (found) {
          // Every part of a package is on the disk already.
          void Promise.resolve().then(() => {
            for (const listener of listeners) listener({ progress: 100 })
          })
          outcome.ok()
        } else {
          outcome.fail(`invalid package "${String(wanted)}"`)
        }
        return { onProgressUpdate: (listener: (progress: JsonObject) => void) => void listeners.push(listener) }
      },
      { task: true, args: [] },
    ),
  }
}
