/** wx.navigateTo and its kin: checks here, the page stack in the core. */

import type { Outcome } from './async-call'
import type { RouteKind } from './context'
import type { Env, Members } from './env'
import { logicAsync } from './logic-member'
import { parsePageUrl } from './package-path'

type EventMap = Record<string, (data: unknown) => void>

/** Why a route cannot be taken, in WeChat's words, or the empty string. */
function refusal(env: Env, kind: RouteKind, path: string): string {
  const { router } = env.ctx
  if (!router.hasPage(path)) return `page "${path}" is not found`
  if (kind === 'switchTab') return router.isTabPage(path) ? '' : 'can not switch to no-tabBar page'
  if (kind === 'reLaunch') return ''
  return router.isTabPage(path) ? `can not ${kind} a tabbar page` : ''
}

function route(env: Env, kind: RouteKind): unknown {
  return logicAsync(env, kind, (args, outcome: Outcome) => {
    const { ctx } = env
    let url = String(args.url)
    try {
      url = ctx.pluginPageUrl(url)
    } catch (error) {
      outcome.fail(error instanceof Error ? error.message : String(error))
      return
    }
    const target = parsePageUrl(url, ctx.currentPage()?.route ?? '')
    const reason = refusal(env, kind, target.path)
    if (reason !== '') {
      outcome.fail(reason)
      return
    }
    if (kind === 'switchTab' && target.hasQuery) ctx.log('warn', 'wx.switchTab: url does not support a query string')
    const { events } = args
    ctx.router.route(
      {
        kind,
        path: target.path,
        query: kind === 'switchTab' ? {} : target.query,
        ...(kind === 'navigateTo' && typeof events === 'object' && events !== null
          ? { events: events as EventMap }
          : {}),
      },
      (failure, result) => {
        if (failure !== null) outcome.fail(failure)
        else if (kind === 'navigateTo') outcome.ok({ eventChannel: result?.eventChannel })
        else outcome.ok()
      },
    )
  })
}

export function routingMembers(env: Env): Members {
  return {
    navigateTo: route(env, 'navigateTo'),
    redirectTo: route(env, 'redirectTo'),
    switchTab: route(env, 'switchTab'),
    reLaunch: route(env, 'reLaunch'),
    navigateBack: logicAsync(env, 'navigateBack', (args, outcome) => {
      const delta = Math.max(1, Math.trunc(Number(args.delta ?? 1)) || 1)
      // How deep the stack is shows when the routes before this one are done.
      env.ctx.router.back(delta, (failure) => (failure === null ? outcome.ok() : outcome.fail(failure)))
    }),
    exitMiniProgram: logicAsync(env, 'exitMiniProgram', (_args, outcome) => {
      outcome.ok()
      env.ctx.timers.setTimeout(() => env.ctx.router.exit(), 0)
    }),
    restartMiniProgram: logicAsync(env, 'restartMiniProgram', (args, outcome) => {
      const path = typeof args.path === 'string' ? args.path : undefined
      if (path !== undefined && !env.ctx.router.hasPage(parsePageUrl(path, '').path)) {
        outcome.fail(`page "${parsePageUrl(path, '').path}" is not found`)
        return
      }
      outcome.ok()
      env.ctx.timers.setTimeout(() => env.ctx.router.restart(path), 0)
    }),
  }
}
