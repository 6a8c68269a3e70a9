/** Methods of every page and component instance that the facade provides. */

import { runCallback } from './async-call'
import type { JsonObject, SelectedNode, WxFacade } from './context'
import type { Env } from './env'
import type { IntersectionObserver, MediaQueryObservers, ObserverOptions } from './intersection-observer'
import type { SelectorQuery } from './selector-query'

/** When a callback comes that waits for nothing: as early as after a drawing, so that a loop leaves room for others. */
const FRAME_MS = 16

/** Runs something on every matching node; the callback comes when all are done. */
function animate(
  env: Env,
  scope: object,
  selector: unknown,
  run: (node: SelectedNode, done: () => void) => void,
  callback: unknown,
): void {
  const nodes = env.ctx.select(scope, String(selector), false)
  let open = nodes.length
  const done = (): void => {
    open -= 1
    if (open <= 0) runCallback(env.ctx, 'animate callback', callback)
  }
  if (nodes.length === 0) {
    env.ctx.log('warn', `animate: no node matches "${String(selector)}"`)
    env.ctx.timers.setTimeout(done, FRAME_MS)
    return
  }
  for (const node of nodes) run(node, done)
}

export function instanceMethods(
  env: Env,
  createSelectorQuery: (scope: object) => SelectorQuery,
  createIntersectionObserver: (scope: object, options?: ObserverOptions) => IntersectionObserver,
  mediaQueries: MediaQueryObservers,
): WxFacade['instanceMethods'] {
  const { ctx } = env
  return {
    createSelectorQuery(this: object) {
      return createSelectorQuery(this)
    },
    createIntersectionObserver(this: object, options?: unknown) {
      return createIntersectionObserver(this, options as ObserverOptions | undefined)
    },
    createMediaQueryObserver(this: object) {
      return mediaQueries.create(ctx, this)
    },
    /** animate(selector, keyframes, duration, callback) or animate(selector, keyframes, duration, scrollTimeline) */
    animate(this: object, selector: unknown, keyframes: unknown, duration: unknown, last?: unknown) {
      const frames = (Array.isArray(keyframes) ? keyframes : []) as JsonObject[]
      const timeline = typeof last === 'object' && last !== null ? (last as JsonObject) : undefined
      const options: JsonObject = { duration: Number(duration) || 0 }
      if (timeline !== undefined) {
        const source = ctx.select(this, String(timeline.scrollSource), true)[0]
        const { scrollSource: _selector, ...rest } = timeline
        options.scrollTimeline = { ...rest, source: source?.id ?? 0 }
      }
      animate(
        env,
        this,
        selector,
        (node, done) => {
          node.page.animate(node.id, frames, options, (failure) => {
            if (failure !== null) ctx.log('warn', `animate: ${failure}`)
            done()
          })
        },
        last,
      )
    },
    /** clearAnimation(selector, properties?, callback?) */
    clearAnimation(this: object, selector: unknown, properties?: unknown, callback?: unknown) {
      const names = typeof properties === 'object' && properties !== null ? (properties as JsonObject) : null
      animate(
        env,
        this,
        selector,
        (node, done) => {
          node.page.animate(node.id, null, names, () => done())
        },
        typeof properties === 'function' ? properties : callback,
      )
    },
  }
}
