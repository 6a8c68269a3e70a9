/** Commands to the shell, and its answers. */

import { native } from './native'
import { reportError } from './errors'

type Answer = (result: Record<string, unknown>) => void

const waiting = new Map<number, Answer>()
let nextRequest = 1

/** Sends a command; with `reply` it is a request, whose number is the result (0 without). */
export function chrome(command: string, params: Record<string, unknown>, reply?: Answer): number {
  if (reply === undefined) {
    native.chrome(command, JSON.stringify(params))
    return 0
  }
  const request = nextRequest++
  waiting.set(request, reply)
  native.chrome(command, JSON.stringify({ request, ...params }))
  return request
}

export function chromeReplied(request: number, result: unknown): void {
  const reply = waiting.get(request)
  if (reply === undefined) return
  waiting.delete(request)
  try {
    reply(typeof result === 'object' && result !== null ? (result as Record<string, unknown>) : {})
  } catch (error) {
    reportError(error, 'the answer of a dialog')
  }
}
