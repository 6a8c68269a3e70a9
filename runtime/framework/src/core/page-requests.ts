/** What built-in components ask of the shell: pickers, previews, menus. Pages number their requests by themselves. */

import { chrome } from './chrome'
import { native } from './native'

interface Asked {
  page: number
  /** The page's number. */
  request: number
}

/** Requests that are open, by the number the shell knows. */
const open = new Map<number, Asked>()

/** A `chrome` message of a page. Request 0 wants no answer. */
export function forwardToShell(page: number, request: number, kind: string, params: Record<string, unknown>): void {
  if (kind === 'pickerUpdate' || kind === 'dismiss') {
    for (const [number, asked] of open) {
      if (asked.page === page && asked.request === request) chrome(kind, { ...params, request: number })
    }
    return
  }
  if (request === 0) {
    chrome(kind, { ...params, pageId: page })
    return
  }
  const number = chrome(kind, { ...params, pageId: page }, (result) => {
    open.delete(number)
    native.chromeReply(page, request, kind, JSON.stringify(result))
  })
  open.set(number, { page, request })
}

/** The user has turned a column of an open picker. */
export function pickerColumnTurned(payload: Record<string, unknown>): void {
  const asked = open.get(Number(payload.request))
  if (asked === undefined) return
  const { column, value } = payload
  native.chromeReply(asked.page, asked.request, 'pickerColumn', JSON.stringify({ column, value }))
}

