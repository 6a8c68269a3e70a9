/** A `wx` over a fake context, for tests. */

import type { Declaration, WxFacade } from './context'
import { FakeContext } from './fake-context'
import { ROWS } from './fake-rows'
import { createWx } from './index'

// Members are looked up by name in tests; their shapes are what the tests check.
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type Wx = Record<string, any>

export interface Harness {
  ctx: FakeContext
  facade: WxFacade
  wx: Wx
}

export function harness(rows: readonly Declaration[] = ROWS): Harness {
  const ctx = new FakeContext(rows)
  const facade = createWx(ctx)
  return { ctx, facade, wx: facade.wx }
}
