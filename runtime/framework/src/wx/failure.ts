/** The two shapes of a failed call: the object given to `fail`, and the `Error` a sync member throws. */

import type { ApiFailure, JsonObject } from './context'

export interface FailureObject {
  errMsg: string
  errno?: number
  errCode?: number
  [key: string]: unknown
}

/** errno of a member that this container does not implement. */
export const NOT_SUPPORTED = { message: 'not supported', errno: 100 } as const

export function failMessage(api: string, reason: string): string {
  return reason === '' ? `${api}:fail` : `${api}:fail ${reason}`
}

export function failureObject(api: string, failure: ApiFailure): FailureObject {
  const result: FailureObject = { ...failure.extra, errMsg: failMessage(api, failure.message) }
  if (failure.errno !== undefined && failure.errno !== null) result.errno = failure.errno
  if (failure.errCode !== undefined && failure.errCode !== null) result.errCode = failure.errCode
  return result
}

/** What a sync member throws: code reads both `message` and `errMsg`. */
export function failureError(api: string, failure: ApiFailure): Error & FailureObject {
  const fields = failureObject(api, failure)
  return Object.assign(new Error(fields.errMsg), fields)
}

/** Normalises whatever a bridge call threw. */
export function asFailure(thrown: unknown): ApiFailure {
  if (typeof thrown === 'object' && thrown !== null) {
    const { message, errno, errCode, extra } = thrown as Partial<ApiFailure>
    const failure: ApiFailure = { message: typeof message === 'string' ? message : String(thrown) }
    if (typeof errno === 'number') failure.errno = errno
    if (typeof errCode === 'number') failure.errCode = errCode
    if (typeof extra === 'object' && extra !== null) failure.extra = extra as JsonObject
    return failure
  }
  return { message: String(thrown) }
}
