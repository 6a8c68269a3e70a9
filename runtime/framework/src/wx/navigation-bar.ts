/** Members that change the navigation bar of the current page. */

import type { JsonObject, NavFields } from './context'
import type { Env, Members } from './env'
import { logicAsync, pageFor } from './logic-member'

const TIMING = new Set(['linear', 'easeIn', 'easeOut', 'easeInOut'])

function simple(env: Env, name: string, fields: (args: JsonObject) => NavFields): unknown {
  return logicAsync(env, name, (args, outcome) => {
    const page = pageFor(env, outcome)
    if (page === undefined) return
    page.setNav(fields(args))
    outcome.ok()
  })
}

/** Hex colour in lower case, `#rgb` written out; undefined for anything else. */
function hexColor(value: string): string | undefined {
  const text = value.trim().toLowerCase()
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text)
  if (short !== null) return `#${[1, 2, 3].map((i) => `${short[i]}${short[i]}`).join('')}`
  return /^#([0-9a-f]{6}|[0-9a-f]{8})$/.test(text) ? text : undefined
}

export function navigationBarMembers(env: Env): Members {
  return {
    setNavigationBarTitle: simple(env, 'setNavigationBarTitle', (args) => ({ title: String(args.title) })),
    showNavigationBarLoading: simple(env, 'showNavigationBarLoading', () => ({ loading: true })),
    hideNavigationBarLoading: simple(env, 'hideNavigationBarLoading', () => ({ loading: false })),
    hideHomeButton: simple(env, 'hideHomeButton', () => ({ homeButton: false })),

    setNavigationBarColor: logicAsync(env, 'setNavigationBarColor', (args, outcome) => {
      const frontColor = hexColor(String(args.frontColor))
      if (frontColor !== '#ffffff' && frontColor !== '#000000') {
        outcome.fail(`invalid frontColor "${String(args.frontColor)}"`)
        return
      }
      const backgroundColor = hexColor(String(args.backgroundColor))
      if (backgroundColor === undefined) {
        outcome.fail(`invalid backgroundColor "${String(args.backgroundColor)}"`)
        return
      }
      const page = pageFor(env, outcome)
      if (page === undefined) return
      const asked = (typeof args.animation === 'object' && args.animation !== null ? args.animation : {}) as JsonObject
      const timing = String(asked.timingFunc)
      page.setNav(
        { frontColor, backgroundColor },
        { duration: Number(asked.duration) || 0, timingFunc: TIMING.has(timing) ? timing : 'linear' },
      )
      outcome.ok()
    }),
  }
}
