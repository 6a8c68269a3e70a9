/** wx.showToast and wx.showLoading share one slot, drawn by the page. */

import type { JsonObject, PageHandle } from './context'
import type { Env, Members } from './env'
import { logicAsync } from './logic-member'
import { resourceAddress } from './package-path'

const ICONS = new Set(['success', 'error', 'loading', 'none'])

export interface ToastSlot {
  readonly members: Members
  /** A page has come up: show what was asked for before there was one. */
  pageOpened(): void
}

export function toastSlot(env: Env): ToastSlot {
  let shown: { kind: string; page: PageHandle } | undefined
  let waiting: JsonObject | undefined

  const show = (props: JsonObject): void => {
    const page = env.ctx.currentPage()
    if (page === undefined) {
      waiting = props
      return
    }
    if (shown !== undefined && shown.page !== page && shown.page.alive) shown.page.toast(null)
    shown = { kind: String(props.kind), page }
    page.toast(props)
  }
  const hide = (kind: string, noConflict: unknown): void => {
    const current = waiting?.kind ?? shown?.kind
    if (noConflict === true && current !== kind) return
    waiting = undefined
    const page = shown?.page ?? env.ctx.currentPage()
    shown = undefined
    page?.toast(null)
  }

  return {
    members: {
      showToast: logicAsync(env, 'showToast', (args, outcome) => {
        const image = typeof args.image === 'string' ? args.image : ''
        show({
          kind: 'toast',
          title: args.title,
          icon: ICONS.has(String(args.icon)) ? args.icon : 'success',
          image: resourceAddress(image, env.ctx.currentPage()?.route),
          mask: args.mask === true,
          duration: typeof args.duration === 'number' ? args.duration : 1500,
        })
        outcome.ok()
      }),
      hideToast: logicAsync(env, 'hideToast', (args, outcome) => {
        hide('toast', args.noConflict)
        outcome.ok()
      }),
      showLoading: logicAsync(env, 'showLoading', (args, outcome) => {
        show({ kind: 'loading', title: args.title, icon: 'loading', image: '', mask: args.mask === true, duration: 0 })
        outcome.ok()
      }),
      hideLoading: logicAsync(env, 'hideLoading', (args, outcome) => {
        hide('loading', args.noConflict)
        outcome.ok()
      }),
    },
    pageOpened() {
      if (waiting === undefined) return
      const props = waiting
      waiting = undefined
      show(props)
    },
  }
}
