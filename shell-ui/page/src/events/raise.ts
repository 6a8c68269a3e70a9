/** The one way of an event from the page to those who handle it: WXS at once, the logic by message. */

import { pageTime, send } from '../core/ipc'
import { chainListens, listens } from '../core/listeners'
import type { PageElement } from '../core/node'
import type { Json } from '../protocol'
import { chainHandles, walk } from '../wxs/handlers'

/** What the message says beside the detail; see `event` in protocol.json. */
export interface EventExtra {
  touches?: Json
  changedTouches?: Json
  offsets?: Json
}

/** True where somebody handles a bubbling event of this type at `target`. */
export function isHeard(target: PageElement, type: string): boolean {
  return chainListens(target, type) || chainHandles(target, type)
}

/**
 * Raises a bubbling event, `always` also where the logic does not listen to it. Gives the node at which a WXS
 * handler or a `catch` beside one stopped it.
 */
export function raise(target: PageElement, type: string, detail: unknown, extra: EventExtra = {}, always = false): PageElement | undefined {
  return raiseAt(target, type, detail, extra, true, always)
}

/** Raises an event of a component, which does not bubble. */
export function raiseOwn(target: PageElement, type: string, detail: unknown): void {
  raiseAt(target, type, detail, {}, false, false)
}

function raiseAt(target: PageElement, type: string, detail: unknown, extra: EventExtra, bubbles: boolean, always: boolean): PageElement | undefined {
  const id = target.$id
  if (id === undefined) return undefined
  const t = pageTime()
  const handled = bubbles ? chainHandles(target, type) : target.$wxsOn?.has(type) === true
  if (!handled) {
    const listened = bubbles ? chainListens(target, type) : listens(target, type)
    if (always || listened) send('event', id, type, detail as Json, { t, ...extra })
    return undefined
  }
  const { touches, changedTouches } = extra
  const fields = touches === undefined ? { timeStamp: t, detail } : { timeStamp: t, detail, touches, changedTouches }
  const { stopped, reachedLogic } = walk(target, type, bubbles, fields)
  if (always || reachedLogic) {
    const wxs = stopped === undefined ? [] : [stopped.node.$id ?? 0, stopped.capture ? 1 : 0]
    send('event', id, type, detail as Json, { t, ...extra, wxs })
  }
  return stopped?.node
}
