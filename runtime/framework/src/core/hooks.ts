/** What several modules need and only the launch can provide. */

import type { WxFacade } from '../wx/context'
import { native } from './native'

/** The fields of the object that `App()` was given, and the author's own. */
export type AppInstance = Record<string, unknown>

export const hooks: {
  facade: WxFacade | null
  app: AppInstance | null
  /** Hands an event to the automation port. */
  automation: ((method: string, params: Record<string, unknown>) => void) | null
} = { facade: null, app: null, automation: null }

/** Hooks that run at every frame of a scroll, or that would tell of the log itself. */
const SILENT = new Set(['onPageScroll', 'onError', 'onUnhandledRejection'])

function logHook(where: string, name: string): void {
  if (SILENT.has(name)) return
  const page = where.startsWith('page ') ? where.slice('page '.length) : ''
  native.log('debug', [], `${where} ${name}`, '', 'lifecycle', JSON.stringify({ page, hook: name }))
}

/** Calls `target[name]` if the author defined it. Errors go to the error hooks; the result is returned. */
export function callHook(
  target: Record<string, unknown> | null | undefined,
  name: string,
  args: readonly unknown[],
  report: (error: unknown, where: string) => void,
  where: string,
): unknown {
  const hook = target?.[name]
  if (typeof hook !== 'function') return undefined
  logHook(where, name)
  try {
    return hook.apply(target, args)
  } catch (error) {
    report(error, `${where} ${name} function`)
    return undefined
  }
}
