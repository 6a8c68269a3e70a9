/** Sharing the visible page: the author's hook gives the card, the shell shows it. */

import { chrome } from './chrome'
import { publicTarget } from './events'
import type { Page } from './page'
import { setTimeout } from './timers'
import type { ViewNode } from './view/view-node'

/** A promise in the hook's result has this long to give better values. */
const PROMISE_MS = 3000

type Card = Record<string, unknown>

export function shareFrom(page: Page, from: 'button' | 'menu', node?: ViewNode): void {
  if (!page.has('onShareAppMessage')) return
  const target = node?.__wxElement === undefined ? undefined : publicTarget(node.__wxElement)
  const result = page.hook('onShareAppMessage', { from, target, webViewUrl: undefined })
  const card: Card = typeof result === 'object' && result !== null ? { ...result } : {}
  const { promise } = card
  delete card.promise
  const send = (better: unknown): void => {
    const final = { ...card, ...(typeof better === 'object' && better !== null ? better : {}) } as Card
    chrome('share', {
      pageId: page.id,
      title: String(final.title ?? page.nav.title),
      path: String(final.path ?? `/${page.route}`),
      imageUrl: String(final.imageUrl ?? ''),
    })
  }
  if (promise instanceof Promise) {
    const late = new Promise((resolve) => setTimeout(resolve, PROMISE_MS))
    void Promise.race([promise, late]).then(send, () => send(undefined))
  } else {
    send(undefined)
  }
}
