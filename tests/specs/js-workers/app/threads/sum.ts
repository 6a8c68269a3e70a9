import { add } from './lib/add'

interface Question {
  list: number[]
  bytes?: ArrayBuffer
}

let asked = 0
worker.onMessage((question: Question) => {
  asked += 1
  if (!question.list) throw new RangeError('no list')
  const reply = { sum: question.list.reduce(add, 0), asked, wx: typeof (globalThis as Record<string, unknown>).wx, page: typeof (globalThis as Record<string, unknown>).Page, bytes: question.bytes }
  worker.postMessage(reply)
})
setTimeout(() => worker.postMessage({ timer: true }), 5)
