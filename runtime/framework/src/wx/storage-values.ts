/**
 * Storage keeps what JSON keeps, and dates. Arguments cross as JSON anyway; a date crosses as
 * `{"$date": milliseconds}`, and `undefined` as `{"$undefined": true}`.
 */

import { forward } from './binding'
import type { Outcome } from './async-call'
import type { Declaration, JsonObject } from './context'
import type { Env, Members } from './env'
import { logicAsync } from './logic-member'
import { callNativeSync } from './sync-call'
import { isPlainObject } from './value-type'

export function encodeStored(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() }
  return value === undefined || typeof value === 'function' ? { $undefined: true } : value
}

export function decodeStored(value: unknown): unknown {
  if (isPlainObject(value)) {
    const keys = Object.keys(value)
    if (keys.length === 1 && typeof value.$date === 'number') return new Date(value.$date)
    if (keys.length === 1 && value.$undefined === true) return undefined
  }
  return value
}

function encodeList(list: unknown): unknown {
  if (!Array.isArray(list)) return list
  return (list as unknown[]).map((entry) =>
    isPlainObject(entry) ? { ...entry, value: encodeStored(entry.value) } : entry,
  )
}

function decodeList(list: unknown): unknown {
  return Array.isArray(list) ? (list as unknown[]).map(decodeStored) : list
}

type Change = (value: unknown) => unknown

/** `argument`: what is stored; `result`: what is read. */
interface Codec {
  argument?: [name: string, change: Change]
  result?: Change
}

const SYNC: Readonly<Record<string, Codec>> = {
  setStorageSync: { argument: ['data', encodeStored] },
  batchSetStorageSync: { argument: ['kvList', encodeList] },
  getStorageSync: { result: decodeStored },
  batchGetStorageSync: { result: decodeList },
}

const ASYNC: Readonly<Record<string, Codec>> = {
  setStorage: { argument: ['data', encodeStored] },
  batchSetStorage: { argument: ['kvList', encodeList] },
  getStorage: { result: (result) => withData(result, decodeStored) },
  batchGetStorage: { result: (result) => withData(withData(result, decodeList), decodeList, 'dataList') },
}

function withData(result: unknown, change: Change, field = 'data'): unknown {
  return isPlainObject(result) && field in result ? { ...result, [field]: change(result[field]) } : result
}

export function storageMembers(env: Env): Members {
  const members: Members = {}
  const native = (name: string): Declaration | undefined => {
    const row = env.rows.get(name)
    return row?.home === 'native' ? row : undefined
  }
  for (const [name, codec] of Object.entries(SYNC)) {
    const row = native(name)
    if (row === undefined) continue
    members[name] = (...given: unknown[]) => {
      const position = row.args?.findIndex((field) => field.name === codec.argument?.[0]) ?? -1
      const args = [...given]
      if (codec.argument !== undefined && position >= 0) {
        args[position] = codec.argument[1](args[position])
      }
      const result = callNativeSync(env.ctx, row, args)
      return codec.result === undefined ? result : codec.result(result)
    }
  }
  for (const [name, codec] of Object.entries(ASYNC)) {
    if (native(name) === undefined) continue
    members[name] = logicAsync(
      env,
      name,
      (given, outcome) => {
        const args: JsonObject = { ...given }
        if (codec.argument !== undefined) {
          const [field, change] = codec.argument
          args[field] = change(args[field])
        }
        const decoded: Outcome = {
          ok: (result) => outcome.ok(codec.result === undefined ? result : codec.result(result)),
          fail: outcome.fail,
        }
        forward(env, name, args, decoded)
      },
      { fillDefaults: false },
    )
  }
  return members
}
