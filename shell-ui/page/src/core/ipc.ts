import type { Json, MessageArgs, MessageTag } from '../protocol'

declare global {
  interface Window {
    ipc?: { postMessage(message: string): void }
  }
}

/** Sends one message to the logic. */
export function send<T extends MessageTag>(tag: T, ...args: MessageArgs[T]): void {
  window.ipc?.postMessage(JSON.stringify([tag, ...args]))
}

/** Reports a failure of the page runtime; never throws. */
export function report(error: unknown): void {
  if (error instanceof Error) send('error', error.message, error.stack ?? '')
  else send('error', String(error), '')
}

/** Answers a request; `request` 0 means that nobody waits. */
export function reply(request: number, result: unknown, error = ''): void {
  if (request !== 0) send('reply', request, (result ?? null) as Json, error)
}

let openedAt = 0

/** Starts the clock of `timeStamp`. */
export function startClock(): void {
  openedAt = performance.now()
}

/** Milliseconds since the page opened. */
export function pageTime(): number {
  return Math.round(performance.now() - openedAt)
}
