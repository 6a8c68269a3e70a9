/** Where errors of the author's code end up: console, App.onError, wx.onError, the automation port. */

import { callHook, hooks } from './hooks'
import { native } from './native'

let reporting = false
let watch: ((error: unknown) => void) | undefined

/** Who else hears of every error, and how it is told: the main thread of a worker. */
export function setErrorWatch(next: (error: unknown) => void): void {
  watch = next
}

interface ErrorParts {
  message: string
  stack: string
}

/** Message and the author's part of the stack. */
export function errorParts(error: unknown): ErrorParts {
  if (error instanceof Error) {
    const stack = typeof error.stack === 'string' ? native.mapStack(error.stack).trimEnd() : ''
    return { message: `${error.name}: ${error.message}`, stack }
  }
  if (typeof error === 'object' && error !== null) {
    const { message, errMsg, stack } = error as { message?: unknown; errMsg?: unknown; stack?: unknown }
    const text = [message, errMsg].find((part) => typeof part === 'string')
    if (text !== undefined) return { message: String(text), stack: typeof stack === 'string' ? stack : '' }
    return { message: safeJson(error), stack: '' }
  }
  return { message: String(error), stack: '' }
}

function safeJson(value: object): string {
  try {
    return JSON.stringify(value) ?? '[object]'
  } catch {
    return '[object]'
  }
}

/** `where` says what ran: `page pages/a/a onLoad function`. */
export function reportError(error: unknown, where: string): void {
  const { message, stack } = errorParts(error)
  const text = [`${message};at ${where}`, stack].filter((part) => part !== '').join('\n')
  const raw = error instanceof Error && typeof error.stack === 'string' ? error.stack : ''
  native.log('error', [JSON.stringify(text)], text, raw, 'exception')
  if (reporting) return
  reporting = true
  try {
    watch?.(error)
    const appText = `MiniProgramError\n${text}`
    callHook(hooks.app, 'onError', [appText], logOnly, 'App')
    hooks.facade?.emit('onError', appText)
    hooks.automation?.('App.exceptionThrown', { message, stack, exception: { message, stack } })
  } finally {
    reporting = false
  }
}

function logOnly(error: unknown, where: string): void {
  const { message, stack } = errorParts(error)
  const text = `${message};at ${where}\n${stack}`
  native.log('error', [JSON.stringify(text)], text, '', 'exception')
}

/** What the `fail` callback of an API gets. */
function isApiFailure(reason: unknown): boolean {
  if (typeof reason !== 'object' || reason === null || reason instanceof Error) return false
  return typeof (reason as { errMsg?: unknown }).errMsg === 'string'
}

/** An unhandled promise rejection. */
export function reportRejection(reason: unknown, promise: unknown): void {
  const { message, stack } = errorParts(reason)
  const text = [`Unhandled promise rejection ${message}`, stack].filter((part) => part !== '').join('\n')
  const raw = reason instanceof Error && typeof reason.stack === 'string' ? reason.stack : ''
  native.log('error', [JSON.stringify(text)], text, raw, isApiFailure(reason) ? 'failure' : 'exception')
  watch?.(reason)
  callHook(hooks.app, 'onUnhandledRejection', [{ reason, promise }], logOnly, 'App')
  hooks.facade?.emit('onUnhandledRejection', { reason, promise })
}
