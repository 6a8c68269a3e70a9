import { describe, expect, it } from 'vitest'
import type { WorkerEvents } from './context'
import type { Env } from './env'
import { workerMembers } from './worker'

interface Worker {
  postMessage(message: unknown): void
  getCameraFrameData(): unknown
  terminate(): void
  onMessage(listener: (value: unknown) => void): void
  onError(listener: (error: { message: string }) => void): void
  onProcessKilled(listener: (result: { errMsg: string }) => void): void
  testOnProcessKilled(): void
}

/** `createWorker` over a thread that is not there. */
function made() {
  const posted: unknown[] = []
  const errors: unknown[] = []
  const thread: { events?: WorkerEvents; ended: boolean } = { ended: false }
  const ctx = {
    createWorker(path: string, events: WorkerEvents) {
      if (path === 'none.js') throw new Error('there is no none.js')
      thread.events = events
      return { post: (message: unknown) => posted.push(message), terminate: () => (thread.ended = true) }
    },
    reportError: (error: unknown) => errors.push(error),
  }
  const members = workerMembers({ ctx } as unknown as Env)
  return { createWorker: members.createWorker as (path: unknown) => Worker, posted, errors, thread }
}

describe('wx.createWorker', () => {
  it('has Worker.postMessage and Worker.onMessage, which hears on after a listener that throws', () => {
    const { createWorker, posted, errors, thread } = made()
    const worker = createWorker('workers/a.js')
    const heard: unknown[] = []
    worker.onMessage(() => {
      throw new Error('mine')
    })
    worker.onMessage((value) => heard.push(value))
    worker.postMessage({ n: 1 })
    thread.events?.message({ n: 2 })
    expect(posted).toEqual([{ n: 1 }])
    expect(heard).toEqual([{ n: 2 }])
    expect(errors).toHaveLength(1)
  })

  it('has Worker.onError, Worker.onProcessKilled and Worker.testOnProcessKilled', () => {
    const { createWorker, thread } = made()
    const worker = createWorker('workers/a.js')
    const heard: string[] = []
    worker.onError(({ message }) => heard.push(message))
    worker.onProcessKilled(({ errMsg }) => heard.push(errMsg))
    thread.events?.error({ message: 'broken', stack: '' })
    thread.events?.killed()
    expect(thread.ended).toBe(false)
    worker.testOnProcessKilled()
    expect(heard).toEqual(['broken', 'onProcessKilled:ok', 'onProcessKilled:ok'])
    expect(thread.ended).toBe(true)
  })

  it('has Worker.terminate, and says why there is none', () => {
    const { createWorker, thread } = made()
    const worker = createWorker('workers/a.js')
    expect(worker.getCameraFrameData).toThrow('getCameraFrameData:fail not supported')
    worker.terminate()
    expect(thread.ended).toBe(true)
    expect(() => createWorker('none.js')).toThrow('createWorker:fail there is no none.js')
    expect(() => createWorker(1)).toThrow('parameter.scriptPath should be String instead of number')
  })
})
