/** Asynchronous members that the facade implements itself, checked against their row of the table. */

import { asyncMember, type AsyncBody, type AsyncOptions, type Outcome } from './async-call'
import type { PageHandle } from './context'
import type { Env } from './env'

export function logicAsync(env: Env, name: string, body: AsyncBody, options: AsyncOptions = {}): unknown {
  const row = env.rows.get(name)
  return asyncMember(env.ctx, name, body, { args: row?.args ?? [], tap: row?.tap === true, promise: row?.promise !== false, ...options })
}

/** The page that UI members act on; fails the call before the first page. */
export function pageFor(env: Env, outcome: Outcome): PageHandle | undefined {
  const page = env.ctx.currentPage()
  if (page === undefined) outcome.fail('no page is open')
  return page
}
