/** What built-in components ask of the shell: pickers, previews, menus. Pages number their requests by themselves. */

import { openCamera } from './camera'
import { chrome } from './chrome'
import { hooks } from './hooks'
import { native } from './native'
import type { Page } from './page'

type Params = Record<string, unknown>

interface Asked {
  page: number
  /** The page's number. */
  request: number
}

/** Requests that are open, by the number the shell knows. */
const open = new Map<number, Asked>()

/** A `chrome` message of a page. Request 0 wants no answer. */
export function forwardToShell(page: Page, request: number, kind: string, params: Params): void {
  if (kind === 'pickerUpdate' || kind === 'dismiss') {
    for (const [number, asked] of open) {
      if (asked.page === page.id && asked.request === request) chrome(kind, { ...params, request: number })
    }
    return
  }
  if (kind === 'nav') {
    const { animation, ...fields } = params
    page.setNav(fields, animation as { duration: number; timingFunc: string } | undefined)
    return
  }
  if (kind === 'pageOrientation') {
    page.setOrientation(params.orientation)
    return
  }
  if (kind === 'camera') {
    openCamera(page, request, params)
    return
  }
  if (kind === 'keyboard') {
    const height = Number(params.height ?? 0)
    hooks.facade?.emit('onKeyboardHeightChange', { height, duration: params.duration })
    chrome(kind, { pageId: page.id, visible: height > 0, height })
    return
  }
  const ask = { ...params, pageId: page.id }
  if (request === 0) {
    chrome(kind, ask)
    return
  }
  const number = chrome(kind, ask, (result) => {
    open.delete(number)
    if (page.alive) native.chromeReply(page.id, request, kind, JSON.stringify(result))
  })
  open.set(number, { page: page.id, request })
}

/** A page is gone, and with it what it asked. */
export function withdrawRequests(page: number): void {
  for (const [request, asked] of open) if (asked.page === page) chrome('dismiss', { request })
}

/** The user has turned a column of an open picker. */
export function pickerColumnTurned(payload: Record<string, unknown>): void {
  const asked = open.get(Number(payload.request))
  if (asked === undefined) return
  const { column, value } = payload
  native.chromeReply(asked.page, asked.request, 'pickerColumn', JSON.stringify({ column, value }))
}

