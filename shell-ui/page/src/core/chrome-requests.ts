import type { Json } from '../protocol'
import { send } from './ipc'

type Answer = (result: unknown, kind: string) => void

const waiting = new Map<number, Answer>()
let last = 0

/**
 * Asks the shell for UI above everything (`picker`, `previewImage`, `contextMenu`). `answer` runs for
 * the reply; a picker's column changes come as kind `pickerColumn` before it.
 */
export function askChrome(kind: string, params: Record<string, unknown>, answer: Answer): number {
  last += 1
  waiting.set(last, answer)
  send('chrome', last, kind, params as Json)
  return last
}

/** Tells the shell something that has no answer. */
export function tellChrome(kind: string, params: Record<string, unknown>): void {
  send('chrome', 0, kind, params as Json)
}

/** `__pp.chromeReply` */
export function chromeReply(request: number, kind: string, result: unknown): void {
  const answer = waiting.get(request)
  if (answer === undefined) return
  if (kind !== 'pickerColumn') waiting.delete(request)
  answer(result, kind)
}
