/**
 * `relations` name components by path. glass-easel wants to find the other component when the first one is
 * made and forgets the relation otherwise; but a checkbox may stand alone on one page and in a group, which
 * nobody has loaded yet, on the next. So every component carries a behavior of its own, known by the path.
 */

import type * as adapter from 'glass-easel-miniprogram-adapter'

type Behavior = adapter.behavior.GeneralBehavior
type Fields = Record<string, unknown>

const identities = new Map<string, Behavior>()

/** The behavior that only the component at `path` has. */
export function identityOf(path: string, codeSpace: adapter.CodeSpace): Behavior {
  let identity = identities.get(path)
  if (identity === undefined) {
    identity = codeSpace.behavior().definition({}).register() as unknown as Behavior
    identities.set(path, identity)
  }
  return identity
}

/** `../item/index` in `list/index` is `item/index`. */
export function resolvePath(from: string, request: string): string {
  const parts = request.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of request.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** Relations with behaviors as targets, of a component at `path`. */
export function prepareRelations(relations: unknown, path: string, codeSpace: adapter.CodeSpace): Fields | undefined {
  if (typeof relations !== 'object' || relations === null) return undefined
  const out: Fields = {}
  for (const [key, relation] of Object.entries(relations as Fields)) {
    if (typeof relation !== 'object' || relation === null) continue
    const { target } = relation as { target?: unknown }
    const behavior =
      typeof target === 'object' && target !== null
        ? target
        : identityOf(resolvePath(path, typeof target === 'string' ? target : key), codeSpace)
    out[key] = { ...relation, target: (behavior as { _$?: unknown })._$ ?? behavior }
  }
  return out
}
