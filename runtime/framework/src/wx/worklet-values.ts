/**
 * The values of `wx.worklet` (`shared`, `timing`, …) where nothing animates: what an animation would end with is there
 * at once, and its callback comes. Functions for the other thread run in this one.
 */

import { runCallback } from './async-call'
import type { Env } from './env'

/** What `timing` and its kin give, to be assigned to a shared value. */
class Animation {
  constructor(
    /** The last value; undefined where the animation decides itself, which leaves the value as it is. */
    readonly end: unknown,
    readonly finished: () => void,
  ) {}
}

interface Value {
  value: unknown
}

type Fn = (...args: unknown[]) => unknown

function shared(initial: unknown): Value {
  let current = initial
  return {
    get value(): unknown {
      return current
    },
    set value(next: unknown) {
      if (!(next instanceof Animation)) {
        current = next
        return
      }
      if (next.end !== undefined) current = next.end
      next.finished()
    },
  }
}

/** Computed whenever it is read, so that it is never out of date. */
function derived(updater: () => unknown): Value {
  return {
    get value(): unknown {
      return updater()
    },
    set value(_value: unknown) {},
  }
}

export function workletValues(env: Env): object {
  const { ctx } = env
  const told = (callback: unknown) => (): void => {
    // Never in the same turn, as an animation that starts itself again would not let it end.
    ctx.timers.setTimeout(() => runCallback(ctx, 'worklet animation callback', callback, true), 0)
  }
  const toward = (end: unknown, _options?: unknown, callback?: unknown): Animation => new Animation(end, told(callback))
  return {
    shared,
    derived,
    timing: toward,
    spring: toward,
    decay: (_options?: unknown, callback?: unknown): Animation => new Animation(undefined, told(callback)),
    sequence: (...animations: unknown[]): Animation => {
      const end = animations.at(-1)
      return new Animation(end instanceof Animation ? end.end : end, () => {
        for (const animation of animations) if (animation instanceof Animation) animation.finished()
      })
    },
    delay: (_ms: unknown, animation: unknown): unknown => animation,
    repeat: (animation: unknown, _times?: unknown, _back?: unknown, callback?: unknown): Animation =>
      new Animation(animation instanceof Animation ? animation.end : animation, told(callback)),
    cancelAnimation(): void {},
    runOnUI: (fn: Fn): Fn => fn,
    runOnJS: (fn: Fn): Fn => fn,
  }
}
