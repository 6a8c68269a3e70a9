/**
 * wx.onNeedPrivacyAuthorization: the last listener wins, and decides by calling `resolve`. Native
 * code emits the event with `{request, referrer}` and learns the decision from `$resolvePrivacy`.
 */

import { runCallback } from './async-call'
import type { Env, Members } from './env'
import { asFailure } from './failure'
import { isPlainObject } from './value-type'

export interface Privacy {
  readonly members: Members
  /** The native event; returns how many listeners were told. */
  ask(payload: unknown): number
}

export function privacy(env: Env): Privacy {
  const { ctx } = env
  let listener: unknown
  return {
    members: {
      onNeedPrivacyAuthorization: (next: unknown) => {
        listener = next
      },
    },
    ask(payload) {
      const { request, referrer } = isPlainObject(payload) ? payload : ({} as Record<string, unknown>)
      const resolve = (decision: unknown): void => {
        try {
          ctx.native.callSync('$resolvePrivacy', { request, ...(isPlainObject(decision) ? decision : {}) })
        } catch (error) {
          ctx.log('warn', `onNeedPrivacyAuthorization: ${asFailure(error).message}`)
        }
      }
      if (typeof listener !== 'function') {
        // Native code then asks the user itself.
        resolve({ event: 'unheard' })
        return 0
      }
      runCallback(ctx, 'onNeedPrivacyAuthorization listener', listener, resolve, { referrer: referrer ?? '' })
      return 1
    },
  }
}
