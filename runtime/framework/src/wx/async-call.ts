/**
 * WeChat's call convention for asynchronous members: one options object, `success` or `fail` then
 * `complete`, and a promise where none of the three is given.
 */

import type { ApiFailure, DeclaredField, JsonObject, WxContext } from './context'
import { failureObject } from './failure'
import { checkTypes, typeName, normalise } from './value-type'

export interface Outcome {
  /** `errMsg` is added. */
  ok(result?: unknown): void
  fail(reason: string, more?: Omit<ApiFailure, 'message'>): void
}

/** Carries out a call whose arguments have been checked; may return a task object. */
export type AsyncBody = (args: JsonObject, outcome: Outcome, rest: readonly unknown[]) => unknown

export interface AsyncOptions {
  args?: readonly DeclaredField[]
  /** Gives the body the documented defaults; on unless false. */
  fillDefaults?: boolean
  /** Fails outside a tap. */
  tap?: boolean
  /** The callbacks count as a tap: `always`, or where the call was made in one. */
  grantsTap?: 'always' | 'inherited'
  /** Returns a task object instead of a promise. */
  task?: boolean
  /**
   * False: WeChat returns no promise, ours is an extra. Scripts may await it, but a failure that they
   * do not listen to is silent as in WeChat, and no unhandled rejection.
   */
  promise?: boolean
  /** The callbacks run inside the call, as WeChat documents it for `getSystemInfo`. */
  immediate?: boolean
}

/** Runs a script's callback so that its exception is reported and stops nothing else. */
export function runCallback(ctx: WxContext, where: string, callback: unknown, ...args: unknown[]): void {
  if (typeof callback !== 'function') return
  try {
    callback(...args)
  } catch (error) {
    ctx.reportError(error, where)
  }
}

export const TAP_REFUSED = 'can only be invoked by user TAP gesture.'

/** Makes the function that scripts call. */
export function asyncMember(
  ctx: WxContext,
  api: string,
  body: AsyncBody,
  options: AsyncOptions = {},
): (input?: unknown, ...rest: unknown[]) => unknown {
  const fields = options.args ?? []
  return (input?: unknown, ...rest: unknown[]): unknown => {
    const given = (typeof input === 'object' && input !== null ? input : {}) as JsonObject
    const { success, fail, complete } = given
    const wantsPromise =
      options.task !== true &&
      typeof success !== 'function' &&
      typeof fail !== 'function' &&
      typeof complete !== 'function'
    let resolve: (value: unknown) => void = () => {}
    let reject: (reason: unknown) => void = () => {}
    const promise = wantsPromise
      ? new Promise((onResolve, onReject) => {
          resolve = onResolve
          reject = onReject
        })
      : undefined
    if (options.promise === false) promise?.catch(() => {})

    const tapped = ctx.tap.active()
    let returned = false
    let settled = false
    const deliver = (passed: boolean, result: JsonObject): void => {
      if (options.grantsTap === 'always' || (options.grantsTap === 'inherited' && tapped)) ctx.tap.grant()
      if (wantsPromise) {
        if (passed) resolve(result)
        else reject(result)
        return
      }
      runCallback(ctx, `${api} ${passed ? 'success' : 'fail'} callback`, passed ? success : fail, result)
      runCallback(ctx, `${api} complete callback`, complete, result)
    }
    const settle = (passed: boolean, result: JsonObject): void => {
      if (settled) return
      settled = true
      // Other callbacks never run inside the call: scripts use the returned task or later variables in them.
      if (returned || options.immediate === true) deliver(passed, result)
      else void Promise.resolve().then(() => deliver(passed, result))
    }
    const outcome: Outcome = {
      ok: (result) =>
        settle(true, {
          ...(typeof result === 'object' && result !== null ? (result as JsonObject) : {}),
          errMsg: `${api}:ok`,
        }),
      fail: (reason, more) => settle(false, failureObject(api, { ...more, message: reason })),
    }

    let value: unknown
    const problem =
      input !== undefined && input !== null && (typeof input !== 'object' || Array.isArray(input))
        ? `parameter error: parameter should be Object instead of ${typeName(input)};`
        : checkTypes(fields, given)
    if (problem !== '') outcome.fail(problem, { errno: 1001 })
    else if (options.tap === true && !tapped) outcome.fail(TAP_REFUSED)
    if (!settled || options.task === true) {
      const args = normalise(fields, given, options.fillDefaults !== false)
      delete args.success
      delete args.fail
      delete args.complete
      try {
        // A task member returns its (dead) task even when the arguments were refused.
        value = body(args, settled ? DEAD : outcome, rest)
      } catch (error) {
        ctx.log('error', `${api}:`, error)
        outcome.fail(error instanceof Error ? error.message : String(error), { errno: 4 })
      }
    }
    returned = true
    return wantsPromise ? promise : options.task === true ? value : undefined
  }
}

/** Outcome handed to a task member whose call has already failed: the body must not start anything. */
export const DEAD: Outcome = { ok() {}, fail() {} }
