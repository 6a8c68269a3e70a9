/** What a page keeps for the next cold start: `onSaveExitState`, `exitState`, and `restartStrategy`. */

import { native } from './native'
import type { Page } from './page'
import { hasPage, isTabPage } from './program'

/** WeChat keeps the state for a day where the page does not say. */
const DAY_MS = 24 * 60 * 60 * 1000
const KEY = 'exit-state'

interface Kept {
  route: string
  query: Record<string, string>
  /** The page wants to be opened again. */
  restart: boolean
  data?: unknown
  /** ms since 1970. */
  expires: number
}

function read(): Kept | undefined {
  const text = native.keptState(KEY)
  if (text === undefined) return undefined
  try {
    const kept = JSON.parse(text) as Kept
    return kept.expires > Date.now() && hasPage(kept.route) ? kept : undefined
  } catch {
    // Of another version, or damaged: as good as none.
    return undefined
  }
}

/** Asks the visible page, as the mini-program may be ended at any time from now on. */
export function saveExitState(page: Page | undefined): void {
  if (page === undefined) return
  const answer = page.hook('onSaveExitState')
  const { data, expireTimeStamp } = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    data?: unknown
    expireTimeStamp?: unknown
  }
  const restart = page.window.restartStrategy === 'homePageAndLatestPage' && !isTabPage(page.route)
  if (data === undefined && !restart) {
    native.keepState(KEY, '')
    return
  }
  const expires = typeof expireTimeStamp === 'number' ? expireTimeStamp : Date.now() + DAY_MS
  const kept: Kept = { route: page.route, query: page.params, restart, expires, ...(data === undefined ? {} : { data }) }
  native.keepState(KEY, JSON.stringify(kept))
}

let waiting: { route: string; data: unknown } | undefined

/** The page that the last run wants opened above the home page. What it left counts once. */
export function takeLastExit(): { path: string; query: Record<string, string> } | undefined {
  const kept = read()
  if (native.keptState(KEY) !== undefined) native.keepState(KEY, '')
  if (kept === undefined) return undefined
  if ('data' in kept) waiting = { route: kept.route, data: kept.data }
  return kept.restart ? { path: kept.route, query: kept.query } : undefined
}

/** `exitState` of a page that opens: what the same page left, the first time. */
export function exitStateOf(route: string): unknown {
  if (waiting?.route !== route) return undefined
  const { data } = waiting
  waiting = undefined
  return data
}
