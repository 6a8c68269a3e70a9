/** Synchronous members: positional arguments get their names, failures are thrown. */

import type { Declaration, JsonObject, WxContext } from './context'
import { asFailure, failureError, NOT_SUPPORTED } from './failure'
import { checkTypes, isPlainObject, normalise } from './value-type'

/** The fields that native code gets for a call written in the row's style. */
export function namedArguments(row: Declaration, given: readonly unknown[]): JsonObject {
  const fields = row.args ?? []
  if (row.call === 'none') return {}
  const [first] = given
  if (row.call === 'object') return isPlainObject(first) ? { ...first } : {}
  // Some positional members are also called with one options object.
  if (given.length === 1 && isPlainObject(first) && fields.length > 1 && fields.some(({ name }) => name in first)) {
    return { ...first }
  }
  const args: JsonObject = {}
  fields.forEach(({ name }, index) => {
    if (given[index] !== undefined) args[name] = given[index]
  })
  return args
}

/** Drops functions, which cannot cross to native code. */
export function withoutFunctions(args: JsonObject): JsonObject {
  const result: JsonObject = {}
  for (const [key, value] of Object.entries(args)) if (typeof value !== 'function') result[key] = value
  return result
}

/** Checks, calls and converts failures; `extra` carries `$task`. */
export function callNativeSync(
  ctx: WxContext,
  row: Declaration,
  given: readonly unknown[],
  extra: JsonObject = {},
): unknown {
  const fields = row.args ?? []
  const args = namedArguments(row, given)
  const problem = checkTypes(fields, args)
  const api = row.name.slice(row.name.indexOf('.') + 1)
  if (problem !== '') throw failureError(api, { message: problem, errno: 1001 })
  try {
    return ctx.native.callSync(row.name, { ...withoutFunctions(normalise(fields, args, false)), ...extra })
  } catch (error) {
    throw failureError(api, asFailure(error))
  }
}

export function unsupportedSync(api: string): () => never {
  return () => {
    throw failureError(api, NOT_SUPPORTED)
  }
}
