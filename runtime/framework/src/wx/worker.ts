/** `wx.createWorker`: a thread for computations, which speaks by messages only. */

import { USER_DATA_PATH } from './app-info'
import type { Env, Members } from './env'
import { unsupportedSync } from './sync-call'

type Listener = (value: unknown) => unknown

class Listeners {
  readonly #all = new Set<Listener>()
  readonly #where: string
  readonly #env: Env

  constructor(env: Env, where: string) {
    this.#env = env
    this.#where = where
  }

  add(listener: unknown): void {
    if (typeof listener === 'function') this.#all.add(listener as Listener)
  }

  call(value: unknown): void {
    for (const listener of [...this.#all]) {
      try {
        listener(value)
      } catch (error) {
        this.#env.ctx.reportError(error, this.#where)
      }
    }
  }
}

const KILLED = { errMsg: 'onProcessKilled:ok' }

export function workerMembers(env: Env): Members {
  return {
    createWorker(path: unknown) {
      if (typeof path !== 'string') {
        throw new Error(`createWorker:fail parameter error: parameter.scriptPath should be String instead of ${typeof path};`)
      }
      const messages = new Listeners(env, 'Worker onMessage callback function')
      const errors = new Listeners(env, 'Worker onError callback function')
      const ends = new Listeners(env, 'Worker onProcessKilled callback function')
      try {
        const handle = env.ctx.createWorker(path, {
          message: (value) => messages.call(value),
          error: (error) => errors.call({ message: error.message, stack: error.stack, error }),
          killed: () => ends.call(KILLED),
        })
        return {
          env: { USER_DATA_PATH },
          postMessage: (message: unknown) => handle.post(message),
          terminate: () => handle.terminate(),
          getCameraFrameData: unsupportedSync('getCameraFrameData'),
          onMessage: (listener: unknown) => messages.add(listener),
          onError: (listener: unknown) => errors.add(listener),
          onProcessKilled: (listener: unknown) => ends.add(listener),
          testOnProcessKilled: () => {
            handle.terminate()
            ends.call(KILLED)
          },
        }
      } catch (error) {
        throw new Error(`createWorker:fail ${error instanceof Error ? error.message : String(error)}`)
      }
    },
  }
}
