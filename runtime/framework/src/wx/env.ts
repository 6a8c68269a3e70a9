/** What the parts of the facade share. */

import type { Declaration, WxContext } from './context'
import type { EventHub } from './event-hub'
import type { NativeObjects } from './native-object'

export interface Env {
  readonly ctx: WxContext
  readonly hub: EventHub
  readonly objects: NativeObjects
  /** Rows of the table by name. */
  readonly rows: ReadonlyMap<string, Declaration>
}

/** Members by name without `wx.`. */
export type Members = Record<string, unknown>
