/** Which ways of sharing the capsule menu offers. */

import type { PageHandle } from './context'
import type { Env, Members } from './env'
import { logicAsync, pageFor } from './logic-member'

const ALL_ITEMS = ['shareAppMessage', 'shareTimeline']

function names(value: unknown): string[] | undefined {
  return Array.isArray(value) ? (value as unknown[]).map(String) : undefined
}

export function shareMenuMembers(env: Env): Members {
  const shown = new WeakMap<PageHandle, readonly string[]>()
  const set = (page: PageHandle, items: readonly string[]): void => {
    shown.set(page, items)
    page.setShareItems(items)
  }
  return {
    showShareMenu: logicAsync(env, 'showShareMenu', (args, outcome) => {
      const page = pageFor(env, outcome)
      if (page === undefined) return
      set(page, names(args.menus) ?? ['shareAppMessage'])
      outcome.ok()
    }),
    hideShareMenu: logicAsync(env, 'hideShareMenu', (args, outcome) => {
      const page = pageFor(env, outcome)
      if (page === undefined) return
      const gone = names(args.menus) ?? ALL_ITEMS
      set(
        page,
        (shown.get(page) ?? ALL_ITEMS).filter((item) => !gone.includes(item)),
      )
      outcome.ok()
    }),
    updateShareMenu: logicAsync(env, 'updateShareMenu', (_args, outcome) => {
      // Dynamic messages and share tickets concern chats, which this container has none of.
      if (pageFor(env, outcome) !== undefined) outcome.ok()
    }),
  }
}
