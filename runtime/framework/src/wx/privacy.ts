/**
 * wx.onNeedPrivacyAuthorization: the last listener wins. It is told when the privacy agreement is
 * needed, and decides by calling `resolve`; without a listener native code asks the user itself.
 */

import { runCallback } from './async-call'
import { forward } from './binding'
import type { JsonObject } from './context'
import type { Env, Members } from './env'
import { logicAsync } from './logic-member'
import { isPlainObject } from './value-type'

/** User refused the privacy agreement. */
const PRIVACY_REFUSED = 103

export function privacyMembers(env: Env): Members {
  const { ctx } = env
  const API = 'requirePrivacyAuthorize'
  if (env.rows.get(API)?.home !== 'native') return {}
  let listener: unknown
  return {
    onNeedPrivacyAuthorization: (next: unknown) => {
      listener = next
    },
    [API]: logicAsync(env, API, (args, outcome) => {
      if (typeof listener !== 'function') {
        forward(env, API, args, outcome)
        return
      }
      ctx.native.call('getPrivacySetting', {}, (failure, setting) => {
        if (failure !== null) {
          outcome.fail(failure.message, failure)
        } else if ((setting as JsonObject | undefined)?.needAuthorization !== true) {
          outcome.ok()
        } else {
          const resolve = (decision: unknown): void => {
            const { event } = isPlainObject(decision) ? decision : ({} as JsonObject)
            // The application only tells that it shows its own dialog.
            if (event === 'exposureAuthorization') return
            if (event === 'agree') ctx.native.call('$agreePrivacy', {}, () => outcome.ok())
            else outcome.fail('privacy permission is not authorized', { errno: PRIVACY_REFUSED })
          }
          runCallback(ctx, 'onNeedPrivacyAuthorization listener', listener, resolve, { referrer: API })
        }
      })
    }),
  }
}
