/** What Rust gives a worker: the part of the engine's functions that needs no pages, and a way to the main thread. */

import { type Native, native as shared } from '../core/native'

export interface WorkerEntry {
  /** `{path, folder}` */
  launch(options: string): void
  timer(id: number): void
  message(json: string, buffers: ArrayBuffer[]): void
  rejected(reason: unknown, promise: unknown): void
  uncaught(error: unknown): void
  endTurn(): boolean
  close(): void
}

export interface WorkerNative
  extends Pick<Native, 'now' | 'loadIntl' | 'timeZone' | 'setTimer' | 'clearTimer' | 'log' | 'mapStack' | 'resolve' | 'module'> {
  start(entry: WorkerEntry): void
  /** `kind` is `message`, `error` or `killed`. */
  post(kind: string, json: string, buffers: ArrayBuffer[]): void
}

export const native = shared as unknown as WorkerNative
