/** wx.getUpdateManager: the version on the disk is the newest there is. */

import { runCallback } from './async-call'
import type { Env, Members } from './env'
import { failureError } from './failure'

export function updateManagerMembers(env: Env): Members {
  const { ctx } = env
  const manager = {
    onCheckForUpdate: (listener: unknown) => {
      ctx.timers.setTimeout(() => {
        runCallback(ctx, 'onCheckForUpdate listener', listener, { hasUpdate: false })
      }, 0)
    },
    // Without an update neither of these ever comes.
    onUpdateReady: (_listener: unknown) => {},
    onUpdateFailed: (_listener: unknown) => {},
    applyUpdate: () => {
      throw failureError('applyUpdate', { message: 'update is not ready', errno: 103102 })
    },
  }
  return { getUpdateManager: () => manager }
}
