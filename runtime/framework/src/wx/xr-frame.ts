/**
 * `wx.getXrFrameSystem`. Scripts call it while they are loaded, to register effects and components: the
 * system is there for that (`src/xr-frame`), scenes are not run. The table lists the member as unsupported,
 * which `wx.canIUse` then says too.
 */

import type { Env, Members } from './env'
import type { XrFrame } from '../xr-frame'

export function xrFrameMembers({ ctx }: Env): Members {
  let made: XrFrame | undefined
  const warn = (text: string): void => ctx.log('warn', text)
  return {
    getXrFrameSystem() {
      if (made === undefined) {
        warn('wx.getXrFrameSystem: XR-frame scenes are not supported: what scripts register is kept, and nothing of it is shown')
        made = ctx.createXrFrame(warn)
      }
      return made.system
    },
  }
}
