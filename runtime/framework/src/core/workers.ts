/** The page side of `wx.createWorker`: threads that Rust runs, and what they say. */

import type { WorkerEvents, WorkerHandle } from '../wx/context'
import { pack, unpack } from './buffers'
import { native } from './native'
import { program } from './program'

const running = new Map<number, WorkerEvents>()

/** Starts the script at `path` (package path); throws what is wrong with it. */
export function createWorker(path: string, events: WorkerEvents): WorkerHandle {
  const folder = program.workers
  if (folder === null) throw new Error('app.json names no "workers" folder')
  if (running.size > 0) throw new Error('exceed max concurrent workers limit')
  const script = native.resolve('app.js', `/${path.replace(/^\/+/, '')}`)
  if (!script.startsWith(`${folder}/`)) throw new Error(`${script} is outside the workers folder "${folder}"`)
  const id = native.createWorker(script)
  running.set(id, events)
  const end = (): void => {
    if (running.delete(id)) native.terminateWorker(id)
  }
  return {
    post(message) {
      if (running.has(id)) native.postToWorker(id, ...pack(message))
    },
    terminate: end,
  }
}

/** What a worker said; `kind` is `message`, `error` or `killed`. */
export function workerEvent(id: number, kind: string, json: string, buffers: readonly ArrayBuffer[]): void {
  const events = running.get(id)
  if (events === undefined) return
  const value = unpack(json, buffers)
  switch (kind) {
    case 'message':
      events.message(value)
      return
    case 'error':
      events.error(value as { message: string; stack: string })
      return
    case 'killed':
      running.delete(id)
      native.terminateWorker(id)
      events.killed()
      return
  }
}
