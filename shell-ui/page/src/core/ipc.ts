import type { Json, MessageArgs, MessageTag } from '../protocol'

interface Channel {
  postMessage(message: string): void
}

declare global {
  interface Window {
    ipc?: Channel
    /** Where the host's own `ipc` is in every frame: the way of this document alone. */
    pageIpc?: Channel
  }
}

/** Sends one message to the logic. */
export function send<T extends MessageTag>(tag: T, ...args: MessageArgs[T]): void {
  const channel = window.pageIpc ?? window.ipc
  channel?.postMessage(JSON.stringify([tag, ...args]))
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
