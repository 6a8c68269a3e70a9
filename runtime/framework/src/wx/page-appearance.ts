/** Background, pull-down refresh, scrolling and fonts of the current page. */

import type { Outcome } from './async-call'
import { forgetMeasures } from './canvas/text-metrics'
import type { JsonObject, PageHandle } from './context'
import type { Env, Members } from './env'
import { logicAsync, pageFor } from './logic-member'
import { resourceAddress } from './package-path'

const DEFAULT_SCROLL_MS = 300

interface FieldsAnswer {
  top?: number
  scrollTop?: number
}

/** First answer of a one-entry `fields` query. */
function firstOf(answer: unknown, entry: number): FieldsAnswer | undefined {
  const list = Array.isArray(answer) ? (answer as unknown[])[entry] : undefined
  const first = Array.isArray(list) ? (list as unknown[])[0] : undefined
  return typeof first === 'object' && first !== null ? (first as FieldsAnswer) : undefined
}

function scrollToSelector(env: Env, page: PageHandle, args: JsonObject, duration: number, outcome: Outcome): void {
  const [node] = env.ctx.select(page.instance, String(args.selector), true)
  if (node === undefined) {
    outcome.fail(`can not find node "${String(args.selector)}"`)
    return
  }
  const queries = [
    { nodes: [node.id], fields: { rect: true } },
    { nodes: [0], fields: { scrollOffset: true } },
  ]
  page.query('fields', queries, (failure, answer) => {
    const top = firstOf(answer, 0)?.top
    if (failure !== null || top === undefined) {
      outcome.fail(failure ?? `can not find node "${String(args.selector)}"`)
      return
    }
    page.scrollTo(top + (firstOf(answer, 1)?.scrollTop ?? 0) + Number(args.offsetTop ?? 0), duration)
    outcome.ok()
  })
}

/** `url("https://…")` or a plain address, with package paths made absolute. */
function fontSource(source: string, route: string): string {
  return source.replace(/^\s*url\(\s*(["']?)(.*?)\1\s*\)/, (_all, _quote, address: string) => {
    return `url("${resourceAddress(address, route)}")`
  })
}

export interface PageAppearance {
  readonly members: Members
  /** A page has come up: fonts loaded with `global` apply to it. */
  pageOpened(): void
}

export function pageAppearance(env: Env): PageAppearance {
  const globalFonts: { family: string; source: string; desc: JsonObject }[] = []
  const fontsOf = new WeakMap<PageHandle, number>()

  const onPage = (name: string, act: (page: PageHandle, args: JsonObject, outcome: Outcome) => void): unknown =>
    logicAsync(env, name, (args, outcome) => {
      const page = pageFor(env, outcome)
      if (page !== undefined) act(page, args, outcome)
    })

  const members: Members = {
    setBackgroundColor: onPage('setBackgroundColor', (page, args, outcome) => {
      const props: JsonObject = {}
      for (const name of ['backgroundColor', 'backgroundColorTop', 'backgroundColorBottom']) {
        if (typeof args[name] === 'string') props[name] = args[name]
      }
      page.setPage(props)
      outcome.ok()
    }),
    setBackgroundTextStyle: onPage('setBackgroundTextStyle', (page, args, outcome) => {
      if (args.textStyle !== 'dark' && args.textStyle !== 'light') {
        outcome.fail(`invalid textStyle "${String(args.textStyle)}"`)
        return
      }
      page.setPage({ backgroundTextStyle: args.textStyle })
      outcome.ok()
    }),
    startPullDownRefresh: onPage('startPullDownRefresh', (page, _args, outcome) => {
      page.startPullDown()
      outcome.ok()
    }),
    stopPullDownRefresh: onPage('stopPullDownRefresh', (page, _args, outcome) => {
      page.stopPullDown()
      outcome.ok()
    }),
    pageScrollTo: onPage('pageScrollTo', (page, args, outcome) => {
      const duration = typeof args.duration === 'number' ? Math.max(0, args.duration) : DEFAULT_SCROLL_MS
      if (typeof args.scrollTop === 'number') {
        page.scrollTo(args.scrollTop, duration)
        outcome.ok()
      } else if (typeof args.selector === 'string' && args.selector !== '') {
        scrollToSelector(env, page, args, duration, outcome)
      } else {
        outcome.fail('parameter error: parameter.scrollTop should be Number instead of Undefined;', { errno: 1001 })
      }
    }),
    enableAlertBeforeUnload: onPage('enableAlertBeforeUnload', (page, args, outcome) => {
      page.setLeaveAlert(String(args.message))
      outcome.ok()
    }),
    disableAlertBeforeUnload: onPage('disableAlertBeforeUnload', (page, _args, outcome) => {
      page.setLeaveAlert(null)
      outcome.ok()
    }),
    hideKeyboard: onPage('hideKeyboard', (page, _args, outcome) => {
      page.call(1, 'hideKeyboard', {}, (failure) => (failure === null ? outcome.ok() : outcome.fail(failure)))
    }),
    loadFontFace: onPage('loadFontFace', (page, args, outcome) => {
      const family = String(args.family)
      const source = fontSource(String(args.source), page.route)
      const desc = (typeof args.desc === 'object' && args.desc !== null ? args.desc : {}) as JsonObject
      if (args.global === true) {
        globalFonts.push({ family, source, desc })
        fontsOf.set(page, globalFonts.length)
      }
      page.loadFont(family, source, desc, (failure) => {
        forgetMeasures()
        if (failure === null) outcome.ok({ status: 'loaded' })
        else outcome.fail(failure, { extra: { status: 'error' } })
      })
    }),
  }

  return {
    members,
    pageOpened() {
      const page = env.ctx.currentPage()
      if (page === undefined) return
      for (const font of globalFonts.slice(fontsOf.get(page) ?? 0)) {
        page.loadFont(font.family, font.source, font.desc, (failure) => {
          if (failure !== null) env.ctx.log('warn', `font ${font.family}: ${failure}`)
        })
      }
      fontsOf.set(page, globalFonts.length)
    },
  }
}
